// What happens by itself: timers and interrupts.

#ifndef LifeDriver_h
#define LifeDriver_h

#include <IOKit/IOInterruptEventSource.h>
#include <IOKit/IOLib.h>
#include <IOKit/IOTimerEventSource.h>
#include <IOKit/IOUserClient.h>
#include <IOKit/IOWorkLoop.h>

class LifeDriver : public IOService
{
    OSDeclareDefaultStructors(LifeDriver)

public:
    bool start(IOService * provider) override;
    void stop(IOService * provider) override;
    void free() override;
    IOReturn newUserClient(
        task_t owningTask,
        void * securityToken,
        UInt32 type,
        OSDictionary * properties,
        IOUserClient ** handler) override;

    kern_return_t Arm(uint64_t delay, uint32_t times);
    void Ticks(uint32_t * count, uint64_t * last);
    kern_return_t Disarm();
    void Interrupts(uint32_t * told, uint64_t * count);
    kern_return_t Enable(bool on);

private:
    void Ticked();
    void Interrupted(int count);

    IOLock * fLock;
    IOWorkLoop * fLoop;
    IOTimerEventSource * fTimer;
    IOInterruptEventSource * fInterrupt;
    uint64_t fArmed; // when
    uint64_t fDelay;
    uint64_t fLast;
    uint32_t fTimes; // how often it is to go off yet
    uint32_t fTicks;
    uint32_t fTold;
    uint64_t fInterrupts;
};

#endif
