{% for method in ids -%}
#define {{ name }}_{{ method.name }}_ID            0x{{ method.id }}ULL
{% endfor -%}
{% for method in args %}
#define {{ name }}_{{ method.name }}_Args{{ method.list }}
{% endfor -%}
{% for (method, text) in attributes %}
#if defined(__APPLE__)
#define {{ name }}_{{ method }}_Attributes {{ text }}
#else
#define {{ name }}_{{ method }}_Attributes
#endif
{% endfor %}
#define {{ name }}_Methods \
{{ methods }}

#define {{ name }}_KernelMethods \
protected:

#define {{ name }}_VirtualMethods \
{{ virtual_methods }}

#if !KERNEL

extern OSMetaClass * g{{ name }}MetaClass;
extern const OSClassLoadInformation {{ name }}_Class;

class {{ name }}MetaClass : public OSMetaClass
{
public:
    virtual kern_return_t
    New(OSObject * instance) override;
{%- if dispatches %}

    virtual kern_return_t
    Dispatch(const IORPC rpc) override;
{%- endif %}
};

class  {{ name }}Interface : public OSInterface
{
public:
{%- for declaration in interface %}
{{ declaration }}
{%- endfor %}
};

struct {{ name }}_IVars;
struct {{ name }}_LocalIVars;

class {{ name }} : public {{ superclass }}, public {{ name }}Interface
{
    friend class {{ name }}MetaClass;

public:
{%- for text in nested %}
    {{ text }}
{%- endfor %}
#ifdef {{ name }}_DECLARE_IVARS
{{ name }}_DECLARE_IVARS
#else /* {{ name }}_DECLARE_IVARS */
    union
    {
        {{ name }}_IVars * ivars;
        {{ name }}_LocalIVars * lvars;
    };
#endif /* {{ name }}_DECLARE_IVARS */

    static OSMetaClass *
    sGetMetaClass() { return g{{ name }}MetaClass; }
{%- if is_action %}

    virtual const OSMetaClass *
    getMetaClass() const APPLE_KEXT_OVERRIDE { return g{{ name }}MetaClass; }
{%- endif %}

    using super = {{ superclass }};

    {{ name }}_Methods
    {{ name }}_VirtualMethods
};

#endif /* !KERNEL */
