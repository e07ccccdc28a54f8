// Calls and callbacks run on one queue, the driver's own, but for the user client's calls: hence the
// lock.

#include "LifeDriver.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOInterruptDispatchSource.h>
#include <DriverKit/IOLib.h>
#include <DriverKit/IOTimerDispatchSource.h>
#include <DriverKit/IOUserClient.h>

struct LifeDriver_IVars
{
    IOLock * lock;
    IOTimerDispatchSource * timer;
    IOInterruptDispatchSource * interrupt;
    OSAction * ticked; // its reference: how often it is to go off yet
    uint64_t armed;    // when
    uint64_t delay;
    uint64_t last;
    uint32_t ticks;
    uint32_t told;
    uint64_t interrupts;
};

bool LifeDriver::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(LifeDriver_IVars, 1);
    if (ivars == nullptr) {
        return false;
    }
    ivars->lock = IOLockAlloc();
    return ivars->lock != nullptr;
}

void LifeDriver::free()
{
    if (ivars != nullptr) {
        OSSafeReleaseNULL(ivars->timer);
        OSSafeReleaseNULL(ivars->interrupt);
        OSSafeReleaseNULL(ivars->ticked);
        IOLockFree(ivars->lock);
    }
    IOSafeDeleteNULL(ivars, LifeDriver_IVars, 1);
    super::free();
}

kern_return_t IMPL(LifeDriver, Start)
{
    kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    IODispatchQueue * queue = nullptr;
    ret = CopyDispatchQueue(kIOServiceDefaultQueueName, &queue);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ret = IOTimerDispatchSource::Create(queue, &ivars->timer);
    if (ret == kIOReturnSuccess) {
        ret = CreateActionTicked(sizeof(uint32_t), &ivars->ticked);
    }
    if (ret == kIOReturnSuccess) {
        ret = ivars->timer->SetHandler(ivars->ticked);
    }
    if (ret == kIOReturnSuccess) {
        ret = IOInterruptDispatchSource::Create(provider, 0, queue, &ivars->interrupt);
    }
    OSSafeReleaseNULL(queue);
    OSAction * interrupted = nullptr;
    if (ret == kIOReturnSuccess) {
        ret = CreateActionInterrupted(0, &interrupted);
    }
    if (ret == kIOReturnSuccess) {
        ret = ivars->interrupt->SetHandler(interrupted);
    }
    OSSafeReleaseNULL(interrupted);
    return ret == kIOReturnSuccess ? RegisterService() : ret;
}

kern_return_t IMPL(LifeDriver, Stop)
{
    // The actions hold the driver: they go now, or it never does.
    ivars->timer->Cancel(nullptr);
    ivars->interrupt->Cancel(nullptr);
    OSSafeReleaseNULL(ivars->ticked);
    return Stop(provider, SUPERDISPATCH);
}

kern_return_t IMPL(LifeDriver, NewUserClient)
{
    if (type != 0) {
        return kIOReturnUnsupported;
    }
    IOService * client = nullptr;
    const kern_return_t ret = Create(this, "LifeProperties", &client);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    *userClient = OSDynamicCast(IOUserClient, client);
    return kIOReturnSuccess;
}

kern_return_t LifeDriver::Arm(uint64_t delay, uint32_t times)
{
    IOLockLock(ivars->lock);
    ivars->armed = mach_absolute_time();
    ivars->delay = delay;
    *static_cast<uint32_t *>(ivars->ticked->GetReference()) = times;
    const uint64_t deadline = ivars->armed + delay;
    IOLockUnlock(ivars->lock);
    return ivars->timer->WakeAtTime(kIOTimerClockMachAbsoluteTime, deadline, 0);
}

void LifeDriver::Ticks(uint32_t * count, uint64_t * last)
{
    IOLockLock(ivars->lock);
    *count = ivars->ticks;
    *last = ivars->last;
    IOLockUnlock(ivars->lock);
}

kern_return_t LifeDriver::Disarm()
{
    return ivars->timer->SetEnable(false);
}

void LifeDriver::Interrupts(uint32_t * told, uint64_t * count)
{
    IOLockLock(ivars->lock);
    *told = ivars->told;
    *count = ivars->interrupts;
    IOLockUnlock(ivars->lock);
}

kern_return_t LifeDriver::Enable(bool on)
{
    return ivars->interrupt->SetEnable(on);
}

void IMPL(LifeDriver, Ticked)
{
    IOLockLock(ivars->lock);
    ++ivars->ticks;
    ivars->last = time - ivars->armed;
    uint32_t * times = static_cast<uint32_t *>(action->GetReference());
    const bool again = --*times != 0;
    const uint64_t deadline = time + ivars->delay;
    IOLockUnlock(ivars->lock);
    if (again) {
        ivars->timer->WakeAtTime(kIOTimerClockMachAbsoluteTime, deadline, 0);
    }
}

void IMPL(LifeDriver, Interrupted)
{
    (void)action;
    (void)time;
    IOLockLock(ivars->lock);
    ++ivars->told;
    ivars->interrupts = count;
    IOLockUnlock(ivars->lock);
}
