// A user client behind an entitlement, which forgets to look for it: nobody has it, unless the kernel looks.

#include "LaxUserClient.h"

#include "LaxUserClientDispatch.h"
#include "Target.h"

struct LaxUserClient_IVars : Life
{
    LaxUserClientState state;

    void Free() { state.Free(); }
};

LIFE(LaxUserClient)

LaxUserClientState * LaxUserClient::State()
{
    return &ivars->state;
}

kern_return_t LaxUserClient::Look(uint32_t * value)
{
    *value = 17;
    return kIOReturnSuccess;
}

kern_return_t LaxUserClient::Wipe(uint32_t)
{
    return kIOReturnSuccess;
}
