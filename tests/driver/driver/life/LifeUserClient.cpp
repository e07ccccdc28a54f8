// The user client of LifeDriver, which does the work.

#include "LifeUserClient.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>

#include "LifeDriver.h"
#include "LifeUserClientDispatch.h"

struct LifeUserClient_IVars
{
    LifeDriver * driver; // the one that was opened
};

bool LifeUserClient::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(LifeUserClient_IVars, 1);
    return ivars != nullptr;
}

void LifeUserClient::free()
{
    IOSafeDeleteNULL(ivars, LifeUserClient_IVars, 1);
    super::free();
}

kern_return_t IMPL(LifeUserClient, Start)
{
    const kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ivars->driver = OSDynamicCast(LifeDriver, provider); // lives longer than its user clients
    return kIOReturnSuccess;
}

kern_return_t IMPL(LifeUserClient, Stop)
{
    ivars->driver = nullptr;
    return Stop(provider, SUPERDISPATCH);
}

kern_return_t LifeUserClient::Arm(uint64_t delay, uint32_t times)
{
    return ivars->driver->Arm(delay, times);
}

kern_return_t LifeUserClient::Ticks(uint32_t * count, uint64_t * last)
{
    ivars->driver->Ticks(count, last);
    return kIOReturnSuccess;
}

kern_return_t LifeUserClient::Disarm()
{
    return ivars->driver->Disarm();
}

kern_return_t LifeUserClient::Interrupts(uint32_t * told, uint64_t * count)
{
    ivars->driver->Interrupts(told, count);
    return kIOReturnSuccess;
}

kern_return_t LifeUserClient::Enable(bool on)
{
    return ivars->driver->Enable(on);
}
