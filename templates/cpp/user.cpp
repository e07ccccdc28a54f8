// The user client of {{ provider }}. iigen wrote this file once, as a beginning; it is yours.

#include "{{ class }}.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>

#include "{{ class }}Dispatch.h"

struct {{ class }}_IVars
{
{%- if memory %}
    {{ class }}State state; // what the generated code keeps
{%- endif %}
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
    const kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ivars->provider = provider; // lives longer than its user clients
    return kIOReturnSuccess;
}

kern_return_t IMPL({{ class }}, Stop)
{
    ivars->provider = nullptr;
    return Stop(provider, SUPERDISPATCH);
}
{%- if memory %}

{{ class }}State * {{ class }}::State()
{
    return &ivars->state;
}
{%- endif %}
{%- for handler in handlers %}

{{ handler }}
{
    return kIOReturnUnsupported;
}
{%- endfor %}
