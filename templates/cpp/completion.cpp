

{{ completions.base }}::{{ completions.base }}(uint64_t number)
    : number(number)
{
}

{{ completions.base }}::{{ completions.base }}({{ completions.base }} && other)
    : number(other.number)
{
    other.number = 0;
}

{{ completions.base }} & {{ completions.base }}::operator=({{ completions.base }} && other)
{
    const uint64_t replaced = number;
    number = other.number;
    other.number = 0;
    if (replaced != 0 && replaced != number) {
        DropCompletion(replaced);
    }
    return *this;
}

{{ completions.base }}::~{{ completions.base }}()
{
    if (number != 0) {
        DropCompletion(number);
    }
}

{{ completions.base }}::operator bool() const
{
    const WaitingLock lock;
    return {% if flavour.kext %}WhoWaits(number){% else %}*FindWaiting(number){% endif %} != nullptr;
}

kern_return_t {{ completions.base }}::Cancel(IOReturn status)
{
    return Finish(status, nullptr, 0);
}
{%- if flavour.kext %}
{%- include "kext/completion.cpp" %}
{%- else %}
{%- include "dext/completion.cpp" %}
{%- endif %}
{%- for completion in completions.all %}

{{ completion.definition }}
{
{{ completion.body }}}
{%- endfor %}
{%- if flavour.kext %}
{%- include "kext/cancel.cpp" %}
{%- else %}
{%- include "dext/cancel.cpp" %}
{%- endif %}
