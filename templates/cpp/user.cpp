// The user client of {{ provider }}. iigen wrote this file once, as a beginning; it is yours.

#include "{{ class }}.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>

#include "{{ class }}Dispatch.h"

struct {{ class }}_IVars
{
{%- if state %}
    {{ class }}State state; // what the generated code keeps
{%- endif %}
{%- for kept in kept %}
    {{ kept.class }} {{ kept.member }}; // who gets the events
{%- endfor %}
    IOService * provider; // the {{ provider }} that was opened
};

bool {{ class }}::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero({{ class }}_IVars, 1);
    return ivars != nullptr;
}

void {{ class }}::free()
{
{%- if memory %}
    if (ivars != nullptr) {
        ivars->state.Free();
    }
{%- endif %}
    IOSafeDeleteNULL(ivars, {{ class }}_IVars, 1);
    super::free();
}

kern_return_t IMPL({{ class }}, Start)
{
    {% if !authorize %}const {% endif %}kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
{%- if authorize %}
    // A client that lacks what it needs isn't even opened.
    ret = ivars->state.Authorize(this);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
{%- endif %}
    ivars->provider = provider; // lives longer than its user clients
    return kIOReturnSuccess;
}

kern_return_t IMPL({{ class }}, Stop)
{
{%- if completions %}
    ivars->state.Cancel(); // nobody waits any more
{%- endif %}
    ivars->provider = nullptr;
    return Stop(provider, SUPERDISPATCH);
}
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
