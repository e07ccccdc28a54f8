

bool {{ class }}::initWithTask(task_t owningTask, void * securityToken, UInt32 type)
{
    if (!{{ flavour.superclass }}::initWithTask(owningTask, securityToken, type)) {
        return false;
    }
    ivars = IONewZero({{ class }}_IVars, 1);
    return ivars != nullptr;
}

void {{ class }}::free()
{
    if (ivars != nullptr) {
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
    {{ flavour.superclass }}::stop(provider);
}

IOReturn {{ class }}::clientClose()
{
    terminate(); // no client, no user client
    return kIOReturnSuccess;
}
