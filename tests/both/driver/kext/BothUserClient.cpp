// How the user client of the kext lives; its handlers are in Handlers.cpp.

#include "BothUserClient.h"

#include <IOKit/IOLib.h>

#include "Both.h"
#include "BothDriver.h"

bool BothUserClient::initWithTask(task_t owningTask, void * securityToken, UInt32 type)
{
    if (!IOUserClient::initWithTask(owningTask, securityToken, type)) {
        return false;
    }
    ivars = IONewZero(BothUserClient_IVars, 1);
    // A client that lacks what it needs isn't even opened.
    return ivars != nullptr
        && ivars->state.Authorize(owningTask, securityToken) == kIOReturnSuccess;
}

void BothUserClient::free()
{
    if (ivars != nullptr) {
        ivars->state.Free();
        OSSafeReleaseNULL(ivars->provider);
    }
    IOSafeDeleteNULL(ivars, BothUserClient_IVars, 1);
    IOUserClient::free();
}

bool BothUserClient::start(IOService * provider)
{
    if (!IOUserClient::start(provider)) {
        return false;
    }
    ivars->provider = OSDynamicCast(BothDriver, provider);
    if (ivars->provider == nullptr) {
        return false;
    }
    ivars->provider->retain(); // until free(): calls may still run when stop() is called
    return true;
}

void BothUserClient::stop(IOService * provider)
{
    ivars->state.Cancel(); // nobody waits any more
    IOUserClient::stop(provider);
}

IOReturn BothUserClient::clientClose()
{
    ivars->state.Cancel();
    terminate(); // no client, no user client
    return kIOReturnSuccess;
}
