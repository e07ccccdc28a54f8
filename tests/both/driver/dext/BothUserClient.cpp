// How the user client of the dext lives; its handlers are in Handlers.cpp.

#include "BothUserClient.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>

#include "Both.h"
#include "BothDriver.h"

bool BothUserClient::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(BothUserClient_IVars, 1);
    return ivars != nullptr;
}

void BothUserClient::free()
{
    if (ivars != nullptr) {
        ivars->state.Free();
    }
    IOSafeDeleteNULL(ivars, BothUserClient_IVars, 1);
    super::free();
}

kern_return_t IMPL(BothUserClient, Start)
{
    const kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ivars->provider = OSDynamicCast(BothDriver, provider);
    return ivars->state.Authorize(this);
}

kern_return_t IMPL(BothUserClient, Stop)
{
    ivars->state.Cancel(); // nobody waits any more
    ivars->provider = nullptr;
    return Stop(provider, SUPERDISPATCH);
}
