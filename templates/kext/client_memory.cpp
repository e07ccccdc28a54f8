

IOReturn {{ class }}::clientMemoryForType(
    UInt32 type, IOOptionBits * options, IOMemoryDescriptor ** memory)
{
{%- if let Some(access) = access %}
{%- if access.is_asked() %}
    if (!State()->permitted) {
        return kIOReturnNotPermitted;
    }
{%- endif %}
{%- endif %}
    IOMemoryDescriptor * found = nullptr;
    IOOptionBits access = 0;
    IOReturn ret = kIOReturnSuccess;
    {% for memory in memory -%}
    if ({{ memory.condition }}) {
        {{ memory.find }}
{%- if memory.options != "0" %}
        access = {{ memory.options }};
{%- endif %}
    } else {% endfor -%}
    {
        return {{ flavour.superclass }}::clientMemoryForType(type, options, memory);
    }
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    found->retain(); // the kernel consumes one reference
    *options = access;
    *memory = found;
    return kIOReturnSuccess;
}
