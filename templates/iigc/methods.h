public:
{%- if dispatches %}
    virtual kern_return_t
    Dispatch(const IORPC rpc) APPLE_KEXT_OVERRIDE;

    static kern_return_t
    _Dispatch({{ name }} * self, const IORPC rpc);
{% endif %}
{%- for declaration in callers %}
{{ declaration }}
{% endfor %}
protected:
    /* _Impl methods */
{%- for declaration in handlers %}
{{ declaration }}
{% endfor %}
public:
    /* _Invoke methods */
{%- for declaration in invokers %}
{{ declaration }}
{% endfor -%}
