// A user client that is called back.

#include "PanelUserClient.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>

#include "DoorDriver.h"
#include "Entered.h"
#include "PanelUserClientDispatch.h"

struct PanelUserClient_IVars
{
    PanelUserClientState state;
    DoorDriver * provider;
    BellContext heard;
    uint64_t count;
    uint32_t times;
};

bool PanelUserClient::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(PanelUserClient_IVars, 1);
    return ivars != nullptr;
}

void PanelUserClient::free()
{
    IOSafeDeleteNULL(ivars, PanelUserClient_IVars, 1);
    super::free();
}

kern_return_t IMPL(PanelUserClient, Start)
{
    kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ret = ivars->state.Authorize(this);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ivars->provider = OSDynamicCast(DoorDriver, provider);
    return kIOReturnSuccess;
}

kern_return_t IMPL(PanelUserClient, Stop)
{
    ivars->provider = nullptr;
    return Stop(provider, SUPERDISPATCH);
}

PanelUserClientState * PanelUserClient::State()
{
    return &ivars->state;
}

kern_return_t PanelUserClient::Ring(uint64_t number, uint64_t count, uint32_t tone)
{
    OSAction * action = nullptr;
    const BellContext context = { number, 0xc00c1e, tone };
    const kern_return_t ret = PanelUserClientCreateRang(this, context, &action);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ivars->provider->Rang(action, count, tone);
    OSSafeReleaseNULL(action);
    return kIOReturnSuccess;
}

kern_return_t PanelUserClient::Heard(uint64_t * number, uint64_t * count, uint32_t * tone, uint32_t * times)
{
    *number = ivars->heard.number;
    *count = ivars->count;
    *tone = ivars->heard.tone;
    *times = ivars->times;
    return kIOReturnSuccess;
}

kern_return_t PanelUserClient::Erase()
{
    entered += 1;
    return kIOReturnSuccess;
}

kern_return_t PanelUserClient::Entered(uint32_t * count)
{
    *count = entered;
    return kIOReturnSuccess;
}

kern_return_t PanelUserClient::Plain(bool * isNull)
{
    OSAction * action = nullptr;
    const kern_return_t ret = CreateActionRangPlainly(0, &action);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    *isNull = action->GetReference() == nullptr;
    OSSafeReleaseNULL(action);
    return kIOReturnSuccess;
}

void IMPL(PanelUserClient, Rang)
{
    const BellContext * const context = PanelUserClientRangContext(action);
    if (context->cookie != 0xc00c1e || context->tone != tone) {
        return;
    }
    ivars->heard = *context;
    ivars->count = count;
    ivars->times += 1;
}

void IMPL(PanelUserClient, RangPlainly)
{
    (void)action;
    (void)count;
    (void)tone;
}
