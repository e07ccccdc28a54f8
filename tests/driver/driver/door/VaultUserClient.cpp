// A user client behind an entitlement.

#include "VaultUserClient.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>

#include "Entered.h"
#include "VaultUserClientDispatch.h"

struct VaultUserClient_IVars
{
    VaultUserClientState state;
};

bool VaultUserClient::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(VaultUserClient_IVars, 1);
    return ivars != nullptr;
}

void VaultUserClient::free()
{
    if (ivars != nullptr) {
        ivars->state.Free();
    }
    IOSafeDeleteNULL(ivars, VaultUserClient_IVars, 1);
    super::free();
}

kern_return_t IMPL(VaultUserClient, Start)
{
    const kern_return_t ret = Start(provider, SUPERDISPATCH);
    return ret == kIOReturnSuccess ? ivars->state.Authorize(this) : ret;
}

kern_return_t IMPL(VaultUserClient, Stop)
{
    return Stop(provider, SUPERDISPATCH);
}

VaultUserClientState * VaultUserClient::State()
{
    return &ivars->state;
}

kern_return_t VaultUserClient::Look(uint32_t * value)
{
    entered += 1;
    *value = 17;
    return kIOReturnSuccess;
}

kern_return_t VaultUserClient::Wipe(uint32_t)
{
    entered += 1;
    return kIOReturnSuccess;
}
