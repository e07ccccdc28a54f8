// A user client behind an entitlement.

#include "VaultUserClient.h"

#include "VaultUserClientDispatch.h"
#include "Target.h"

struct VaultUserClient_IVars : Life
{
    VaultUserClientState state;

    void Free() { state.Free(); }
};

bool VaultUserClient::initWithTask(task_t owningTask, void * securityToken, UInt32 type)
{
    if (!SUPER::initWithTask(owningTask, securityToken, type)) {
        return false;
    }
    ivars = IONewZero(VaultUserClient_IVars, 1);
#if KEXT == 2022
    return ivars != nullptr; // the kernel looks at who it is
#else
    return ivars != nullptr
        && ivars->state.Authorize(owningTask, securityToken) == kIOReturnSuccess;
#endif
}

void VaultUserClient::free()
{
    if (ivars != nullptr) {
        ivars->Free();
    }
    IOSafeDeleteNULL(ivars, VaultUserClient_IVars, 1);
    SUPER::free();
}

bool VaultUserClient::start(IOService * provider)
{
    return SUPER::start(provider);
}

void VaultUserClient::stop(IOService * provider)
{
    SUPER::stop(provider);
}

IOReturn VaultUserClient::clientClose()
{
    terminate();
    return kIOReturnSuccess;
}

VaultUserClientState * VaultUserClient::State()
{
    return &ivars->state;
}

kern_return_t VaultUserClient::Look(uint32_t * value)
{
    *value = 17;
    return kIOReturnSuccess;
}

kern_return_t VaultUserClient::Wipe(uint32_t)
{
    return kIOReturnSuccess;
}
