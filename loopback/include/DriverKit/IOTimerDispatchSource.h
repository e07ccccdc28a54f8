/* A timer. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_IOTIMERDISPATCHSOURCE_H
#define LOOPBACK_DRIVERKIT_IOTIMERDISPATCHSOURCE_H

#include <DriverKit/IODispatchSource.h>

/* options of WakeAtTime(): which clock the deadline is of */
enum {
    kIOTimerClockMonotonicRaw = 0x00000004,
    kIOTimerClockUptimeRaw = 0x00000008,
    kIOTimerClockMachAbsoluteTime = kIOTimerClockUptimeRaw,
    kIOTimerClockMachContinuousTime = kIOTimerClockMonotonicRaw,
};

#define IOTimerDispatchSource_TimerOccurred_ID 0x0f4ab1c3cbb5ae47ULL
#define IOTimerDispatchSource_TimerOccurred_Args OSAction *action, uint64_t time

extern OSMetaClass * gIOTimerDispatchSourceMetaClass;

class IOTimerDispatchSource : public IODispatchSource {
    OSLoopbackDeclareClass(IOTimerDispatchSource, IODispatchSource);

    /* Enabled, not armed. */
    static kern_return_t Create(IODispatchQueue * queue, IOTimerDispatchSource ** source);

    bool init() override;
    void free() override;

    /* What gets TimerOccurred(); retained. */
    kern_return_t SetHandler(OSAction * action);
    /* Goes off once, at that time of the clock, at once if it is past; replaces an earlier time. */
    kern_return_t WakeAtTime(uint64_t options, uint64_t deadline, uint64_t leeway);

    OSLoopbackDeclareCallback(IOTimerDispatchSource, TimerOccurred);
};

#endif /* LOOPBACK_DRIVERKIT_IOTIMERDISPATCHSOURCE_H */
