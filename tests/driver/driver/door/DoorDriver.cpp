#include "DoorDriver.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>
#include <DriverKit/IOUserClient.h>

#include "LaxUserClientDispatch.h"
#include "ManyUserClientDispatch.h"
#include "PanelUserClient.h"
#include "PanelUserClientDispatch.h"
#include "ThroneUserClientDispatch.h"
#include "VaultUserClientDispatch.h"
#include "Vfn2UserClientDispatch.h"
#include "VfnUserClientDispatch.h"

struct DoorDriver_IVars
{
    uint32_t level;
    PanelUserClient * last; // who set it, to be compared only
    uint64_t told;
    uint64_t toldCount;
};

bool DoorDriver::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(DoorDriver_IVars, 1);
    return ivars != nullptr;
}

void DoorDriver::free()
{
    IOSafeDeleteNULL(ivars, DoorDriver_IVars, 1);
    super::free();
}

kern_return_t IMPL(DoorDriver, Start)
{
    const kern_return_t ret = Start(provider, SUPERDISPATCH);
    return ret == kIOReturnSuccess ? RegisterService() : ret;
}

kern_return_t IMPL(DoorDriver, NewUserClient)
{
    static constexpr kern_return_t (*makers[])(IOService *, uint32_t, IOUserClient **) = {
        PanelUserClientCreate,
        VaultUserClientCreate,
        LaxUserClientCreate,
        VfnUserClientCreate,
        Vfn2UserClientCreate,
        ManyUserClientCreate,
        ThroneUserClientCreate,
    };
    for (const auto make : makers) {
        const kern_return_t ret = make(this, type, userClient);
        if (ret != kIOReturnUnsupported) {
            return ret;
        }
    }
    return kIOReturnUnsupported;
}

// Only actions are rung; whoever calls this without one has nobody to tell.
void IMPL(DoorDriver, Rang)
{
    (void)action;
    (void)count;
    (void)tone;
}

kern_return_t DoorDriver::SetLevel(PanelUserClient * client, uint32_t level, uint32_t * before)
{
    *before = ivars->level;
    ivars->level = level;
    ivars->last = client;
    return kIOReturnSuccess;
}

// The level and whether this client has set it, for who asks with two words of room and nothing else.
kern_return_t DoorDriver::Level(PanelUserClient * client, IOUserClientMethodArguments * arguments)
{
    if (arguments->scalarOutputCount != 2) {
        return kIOReturnBadArgument;
    }
    arguments->scalarOutput[0] = ivars->level;
    arguments->scalarOutput[1] = client == ivars->last ? 1 : 0;
    return kIOReturnSuccess;
}

kern_return_t DoorDriver::Tell(PanelUserClient *, uint64_t number)
{
    OSAction * action = nullptr;
    const kern_return_t ret = PanelUserClientCreateWasTold(this, { number, 0, 0 }, &action);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    Rang(action, 3, 0);
    OSSafeReleaseNULL(action);
    return kIOReturnSuccess;
}

kern_return_t DoorDriver::Told(PanelUserClient *, uint64_t * number, uint64_t * count)
{
    *number = ivars->told;
    *count = ivars->toldCount;
    return kIOReturnSuccess;
}

void IMPL(DoorDriver, WasTold)
{
    (void)tone;
    ivars->told = PanelUserClientWasToldContext(action)->number;
    ivars->toldCount = count;
}
