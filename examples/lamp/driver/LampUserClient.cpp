// What the lamp does when it is called. iigen wrote the beginning of this file once.

#include "LampUserClient.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>

#include "LampUserClientDispatch.h"

struct LampUserClient_IVars
{
    LampUserClientState state; // what the generated code keeps
    LampUserClientWhenOffCompletion whenOff; // who waits for the dark
    LampUserClientWatchCompletion watcher; // who is told of changes

    uint8_t percent; // how bright the light is
    Totals * totals; // in the memory that clients map
};

bool LampUserClient::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(LampUserClient_IVars, 1);
    return ivars != nullptr;
}

void LampUserClient::free()
{
    if (ivars != nullptr) {
        ivars->state.Free();
    }
    IOSafeDeleteNULL(ivars, LampUserClient_IVars, 1);
    super::free();
}

kern_return_t IMPL(LampUserClient, Start)
{
    const kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    return ivars->state.GetTotals(&ivars->totals);
}

kern_return_t IMPL(LampUserClient, Stop)
{
    ivars->state.Cancel(); // nobody waits any more
    return Stop(provider, SUPERDISPATCH);
}

LampUserClientState * LampUserClient::State()
{
    return &ivars->state;
}

// Counts a change, and tells it to whoever watches.
static void Changed(LampUserClient_IVars * ivars)
{
    ivars->totals->changes += 1;
    Change change = {};
    change.count = ivars->totals->changes;
    change.percent = ivars->percent;
    ivars->watcher.Send(change); // nobody hears it if nobody watches
}

kern_return_t LampUserClient::SetLevel(uint8_t percent, uint8_t * before)
{
    *before = ivars->percent;
    ivars->percent = percent;
    Changed(ivars);
    if (percent == 0) {
        ivars->whenOff.Complete(kIOReturnSuccess, ivars->totals->changes);
    }
    return kIOReturnSuccess;
}

kern_return_t LampUserClient::SetColor(const Color & /* color */)
{
    if (ivars->percent == 0) {
        return kIOReturnNoPower; // a lamp that is off has no color
    }
    Changed(ivars);
    return kIOReturnSuccess;
}

kern_return_t LampUserClient::Play(const Color * /* colors */, size_t colorsCount)
{
    ivars->totals->colors += static_cast<uint32_t>(colorsCount);
    return kIOReturnSuccess;
}

kern_return_t LampUserClient::WhenOff(LampUserClientWhenOffCompletion completion)
{
    ivars->whenOff = completion.Move(); // and cancels the one before
    return kIOReturnSuccess;
}

kern_return_t LampUserClient::Watch(LampUserClientWatchCompletion completion)
{
    ivars->watcher = completion.Move();
    return kIOReturnSuccess;
}
