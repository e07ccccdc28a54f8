// The user client of LifeDriver, which does the work.

#include "LifeUserClient.h"

#include "LifeDriver.h"
#include "LifeUserClientDispatch.h"
#include "Target.h"

struct LifeUserClient_IVars : Life
{
};

LIFE(LifeUserClient)

// The driver that was opened; it lives longer than its user clients.
static LifeDriver * DriverOf(LifeUserClient * client)
{
    return OSDynamicCast(LifeDriver, ProviderOf(client));
}

kern_return_t LifeUserClient::Arm(uint64_t delay, uint32_t times)
{
    return DriverOf(this)->Arm(delay, times);
}

kern_return_t LifeUserClient::Ticks(uint32_t * count, uint64_t * last)
{
    DriverOf(this)->Ticks(count, last);
    return kIOReturnSuccess;
}

kern_return_t LifeUserClient::Disarm()
{
    return DriverOf(this)->Disarm();
}

kern_return_t LifeUserClient::Interrupts(uint32_t * told, uint64_t * count)
{
    DriverOf(this)->Interrupts(told, count);
    return kIOReturnSuccess;
}

kern_return_t LifeUserClient::Enable(bool on)
{
    return DriverOf(this)->Enable(on);
}
