

bool {{ class }}::initWithTask(task_t owningTask, void * securityToken, UInt32 type)
{
    if (!{{ flavour.superclass }}::initWithTask(owningTask, securityToken, type)) {
        return false;
    }
    ivars = IONewZero({{ class }}_IVars, 1);
{%- if authorize %}
    // A client that lacks what it needs isn't even opened.
    return ivars != nullptr{% if queues %} && ivars->state.MakeQueues(){% endif %}
        && ivars->state.Authorize(owningTask, securityToken) == kIOReturnSuccess;
{%- else %}
    return ivars != nullptr{% if queues %} && ivars->state.MakeQueues(){% endif %};
{%- endif %}
}

void {{ class }}::free()
{
    if (ivars != nullptr) {
{%- if memory %}
        ivars->state.Free();
{%- endif %}
        OSSafeReleaseNULL(ivars->provider);
    }
    IOSafeDeleteNULL(ivars, {{ class }}_IVars, 1);
    {{ flavour.superclass }}::free();
}

bool {{ class }}::start(IOService * provider)
{
    if (!{{ flavour.superclass }}::start(provider)) {
        return false;
    }
    provider->retain(); // until free(): calls may still run when stop() is called
    ivars->provider = provider;
    return true;
}

void {{ class }}::stop(IOService * provider)
{
{%- if completions %}
    ivars->state.Cancel(); // nobody waits any more
{%- endif %}
    {{ flavour.superclass }}::stop(provider);
}

IOReturn {{ class }}::clientClose()
{
{%- if completions %}
    ivars->state.Cancel(); // nobody waits any more
{%- endif %}
    terminate(); // no client, no user client
    return kIOReturnSuccess;
}
