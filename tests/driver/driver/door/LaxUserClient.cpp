// A user client behind an entitlement, which its Start doesn't look for: nobody has it.

#include "LaxUserClient.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>

#include "Entered.h"
#include "LaxUserClientDispatch.h"

struct LaxUserClient_IVars
{
    LaxUserClientState state;
};

bool LaxUserClient::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(LaxUserClient_IVars, 1);
    return ivars != nullptr;
}

void LaxUserClient::free()
{
    if (ivars != nullptr) {
        ivars->state.Free();
    }
    IOSafeDeleteNULL(ivars, LaxUserClient_IVars, 1);
    super::free();
}

kern_return_t IMPL(LaxUserClient, Start)
{
    // Here Authorize is missing.
    return Start(provider, SUPERDISPATCH);
}

kern_return_t IMPL(LaxUserClient, Stop)
{
    return Stop(provider, SUPERDISPATCH);
}

LaxUserClientState * LaxUserClient::State()
{
    return &ivars->state;
}

kern_return_t LaxUserClient::Look(uint32_t * value)
{
    entered += 1;
    *value = 17;
    return kIOReturnSuccess;
}

kern_return_t LaxUserClient::Wipe(uint32_t)
{
    entered += 1;
    return kIOReturnSuccess;
}
