// Actions run on the work loop, calls on the threads of the apps: hence the lock.

#include "LifeDriver.h"

#include "../Provider.h"
#include "LifeUserClient.h"

OSDefineMetaClassAndStructors(LifeDriver, IOService)

bool LifeDriver::start(IOService * provider)
{
    if (!IOService::start(provider)) {
        return false;
    }
    fLock = IOLockAlloc();
    fLoop = IOWorkLoop::workLoop();
    fTimer = IOTimerEventSource::timerEventSource(
        this, [](OSObject * owner, IOTimerEventSource *) {
            static_cast<LifeDriver *>(owner)->Ticked();
        });
    fInterrupt = IOInterruptEventSource::interruptEventSource(
        this,
        [](OSObject * owner, IOInterruptEventSource *, int count) {
            static_cast<LifeDriver *>(owner)->Interrupted(count);
        },
        provider, 0);
    if (fLock == nullptr || fLoop == nullptr || fTimer == nullptr || fInterrupt == nullptr) {
        return false;
    }
    fLoop->addEventSource(fTimer);
    fLoop->addEventSource(fInterrupt);
    registerService();
    return true;
}

void LifeDriver::stop(IOService * provider)
{
    // When this is done no action runs any more.
    fLoop->removeEventSource(fTimer);
    fLoop->removeEventSource(fInterrupt);
    IOService::stop(provider);
}

void LifeDriver::free()
{
    OSSafeReleaseNULL(fTimer);
    OSSafeReleaseNULL(fInterrupt);
    OSSafeReleaseNULL(fLoop);
    if (fLock != nullptr) {
        IOLockFree(fLock);
    }
    IOService::free();
}

IOReturn LifeDriver::newUserClient(
    task_t owningTask,
    void * securityToken,
    UInt32 type,
    OSDictionary * properties,
    IOUserClient ** handler)
{
    IOUserClient * const client = type == 0 ? new LifeUserClient : nullptr;
    return Open(this, client, owningTask, securityToken, type, properties, handler);
}

kern_return_t LifeDriver::Arm(uint64_t delay, uint32_t times)
{
    IOLockLock(fLock);
    fArmed = mach_absolute_time();
    fDelay = delay;
    fTimes = times;
    const uint64_t deadline = fArmed + delay;
    IOLockUnlock(fLock);
    return fTimer->wakeAtTime(deadline);
}

void LifeDriver::Ticks(uint32_t * count, uint64_t * last)
{
    IOLockLock(fLock);
    *count = fTicks;
    *last = fLast;
    IOLockUnlock(fLock);
}

kern_return_t LifeDriver::Disarm()
{
    fTimer->disable();
    return kIOReturnSuccess;
}

void LifeDriver::Interrupts(uint32_t * told, uint64_t * count)
{
    IOLockLock(fLock);
    *told = fTold;
    *count = fInterrupts;
    IOLockUnlock(fLock);
}

kern_return_t LifeDriver::Enable(bool on)
{
    if (on) {
        fInterrupt->enable();
    } else {
        fInterrupt->disable();
    }
    return kIOReturnSuccess;
}

void LifeDriver::Ticked()
{
    const uint64_t time = mach_absolute_time();
    IOLockLock(fLock);
    ++fTicks;
    fLast = time - fArmed;
    const bool again = --fTimes != 0;
    const uint64_t deadline = time + fDelay;
    IOLockUnlock(fLock);
    if (again) {
        fTimer->wakeAtTime(deadline);
    }
}

void LifeDriver::Interrupted(int count)
{
    IOLockLock(fLock);
    ++fTold;
    fInterrupts += static_cast<uint64_t>(count);
    IOLockUnlock(fLock);
}
