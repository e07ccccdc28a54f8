
struct OSClassDescription_{{ name }}_t
{
    OSClassDescription base;
{%- if !queues.is_empty() %}
    uint64_t methodOptions[2 * {{ queues.len() }}];
{%- endif %}
    char queueNames[sizeof("{{ queue_names }}")];
    char methodNames[sizeof("")];
    char metaMethodNames[sizeof("")];
};

static constexpr OSClassDescription_{{ name }}_t
{{ name }}_Describe()
{
    OSClassDescription_{{ name }}_t description = {};
    description.base.descriptionSize = sizeof(description);
    iig::Name(description.base.name, "{{ name }}");
    iig::Name(description.base.superName, "{{ superclass }}");
    description.base.methodOptionsSize = 2 * sizeof(uint64_t) * {{ queues.len() }};
    description.base.methodOptionsOffset = sizeof(description.base);
    description.base.metaMethodOptionsOffset = offsetof(OSClassDescription_{{ name }}_t, queueNames);
    description.base.queueNamesSize = sizeof(description.queueNames);
    description.base.queueNamesOffset = offsetof(OSClassDescription_{{ name }}_t, queueNames);
    description.base.methodNamesSize = sizeof(description.methodNames);
    description.base.methodNamesOffset = offsetof(OSClassDescription_{{ name }}_t, methodNames);
    description.base.metaMethodNamesSize = sizeof(description.metaMethodNames);
    description.base.metaMethodNamesOffset = offsetof(OSClassDescription_{{ name }}_t, metaMethodNames);
{%- for queue in queues %}
    description.methodOptions[{{ loop.index0 }}] = {{ queue.id }};
    description.methodOptions[{{ queues.len() + loop.index0 }}] = {{ queue.index }};
{%- endfor %}
    iig::Name(description.queueNames, "{{ queue_names }}");
    return description;
}

static const OSClassDescription_{{ name }}_t OSClassDescription_{{ name }} = {{ name }}_Describe();

OSMetaClass * g{{ name }}MetaClass;

static kern_return_t
{{ name }}_New(OSMetaClass * instance)
{
    new (instance) {{ name }}MetaClass;
    return kIOReturnSuccess;
}

kern_return_t
{{ name }}MetaClass::New(OSObject * instance)
{
    new (instance) {{ name }};
    return kIOReturnSuccess;
}

static constexpr OSClassLoadInformation
{{ name }}_Load()
{
    OSClassLoadInformation information = {};
    information.description = &OSClassDescription_{{ name }}.base;
    information.metaPointer = &g{{ name }}MetaClass;
    information.version = 1;
    information.instanceSize = sizeof({{ name }});
    information.New = &{{ name }}_New;
    return information;
}

const OSClassLoadInformation {{ name }}_Class = {{ name }}_Load();

#if defined(__APPLE__)
extern const void * const g{{ name }}_Declaration;
__attribute__((used, visibility("hidden"), section("__DATA_CONST,__osclassinfo,regular,no_dead_strip"), no_sanitize("address")))
const void * const g{{ name }}_Declaration = &{{ name }}_Class;
#else
__attribute__((constructor)) static void
{{ name }}_Register()
{
    OSLoopbackRegisterClass(&{{ name }}_Class);
}
#endif
{%- if dispatches %}

kern_return_t
{{ name }}::Dispatch(const IORPC rpc)
{
    return _Dispatch(this, rpc);
}

kern_return_t
{{ name }}::_Dispatch({{ name }} * self, const IORPC rpc)
{
{%- if cases.is_empty() %}
    return {{ superclass }}::_Dispatch(self, rpc);
{%- else %}
    const IORPCMessage * const message = IORPCMessageFromMach(rpc.message, false);
    if (!message) return kIOReturnIPCError;

    switch (message->msgid)
    {
{%- for case in cases %}
        case {{ case.id }}:
{%- if case.asks_remote %}
            if (self->IsRemote()) return self->OSMetaClassBase::Dispatch(rpc);
{%- endif %}
            return {{ case.root }}_Invoke(rpc, self, iig::HandlerOf<&{{ name }}::{{ case.method }}_Impl>::Call{{ case.action }});
{% endfor %}
        default:
            return {{ superclass }}::_Dispatch(self, rpc);
    }
{%- endif %}
}

kern_return_t
{{ name }}MetaClass::Dispatch(const IORPC rpc)
{
    return OSMetaClassBase::Dispatch(rpc);
}
{%- endif %}
