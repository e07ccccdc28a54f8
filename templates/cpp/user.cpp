// The user client of {{ provider }}. iigen wrote this file once, as a beginning; it is yours.

#include "{{ class }}.h"

{% if flavour.kext %}#include <IOKit/IOLib.h>
{% else %}#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>
{% endif %}
#include "{{ class }}Dispatch.h"

struct {{ class }}_IVars
{
{%- if state %}
    {{ class }}State state; // what the generated code keeps
{%- endif %}
{%- for kept in kept %}
    {{ kept.class }} {{ kept.member }}; // who gets the events
{%- endfor %}
    IOService * provider; // the {{ provider }} that was opened{% if flavour.kext %}, retained{% endif %}
};
{%- if flavour.kext %}
{%- include "kext/life.cpp" %}
{%- else %}
{%- include "dext/life.cpp" %}
{%- endif %}
{%- if state %}

{{ class }}State * {{ class }}::State()
{
    return &ivars->state;
}
{%- endif %}
{%- for handler in handlers %}

{{ handler.head }}
{
{%- if let Some(member) = handler.keeps %}
    ivars->{{ member }} = completion.Move(); // and cancels the one before
    return kIOReturnSuccess;
{%- else %}
    return {{ handler.result }};
{%- endif %}
}
{%- endfor %}
{%- for callback in callbacks %}

void IMPL({{ class }}, {{ callback.name }})
{
{%- if let Some((ty, getter)) = callback.context %}
    {{ ty }} * const context = {{ getter }}(action);
    (void)context;
{%- endif %}
{%- for parameter in callback.parameters %}
    (void){{ parameter }};
{%- endfor %}
}
{%- endfor %}
{%- if !on_provider.is_empty() %}

// {{ provider }} has the handlers {{ on_provider }}: {{ class }}Dispatch.h shows what to declare.
{%- endif %}
