

kern_return_t IMPL({{ class }}, CopyClientMemoryForType)
{
{%- if let Some(access) = access %}
{%- for whole in access.whole %}
    if (!State()->entitled[{{ whole.index }}]) {
        return {{ whole.code }};
    }
{%- endfor %}
{%- endif %}
    IOMemoryDescriptor * found = nullptr;
    uint64_t access = 0;
    kern_return_t ret = kIOReturnSuccess;
    {% for memory in memory -%}
    if ({{ memory.condition }}) {
        {{ memory.find }}
{%- if memory.options != "0" %}
        access = {{ memory.options }};
{%- endif %}
    } else {% endfor -%}
    {
        return CopyClientMemoryForType(type, options, memory, SUPERDISPATCH);
    }
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    found->retain(); // the client consumes one reference
    *options = access;
    *memory = found;
    return kIOReturnSuccess;
}
