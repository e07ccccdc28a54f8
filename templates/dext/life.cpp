

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
