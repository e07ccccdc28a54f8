/* An action at a time. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IOTIMEREVENTSOURCE_H
#define LOOPBACK_KERNEL_IOKIT_IOTIMEREVENTSOURCE_H

#include <IOKit/IOEventSource.h>
#include <kern/clock.h>

class IOTimerEventSource : public IOEventSource {
    OSDeclareDefaultStructors(IOTimerEventSource)

public:
    typedef void (*Action)(OSObject * owner, IOTimerEventSource * sender);

    static IOTimerEventSource * timerEventSource(OSObject * owner, Action action = NULL);

    using IOEventSource::init;
    virtual bool init(OSObject * owner, Action action = NULL);

    /* Each takes the place of the one before, and waits while the source is disabled or on no loop. */
    virtual IOReturn setTimeoutMS(UInt32 milliseconds);
    virtual IOReturn setTimeoutUS(UInt32 microseconds);
    virtual IOReturn setTimeout(AbsoluteTime interval);
    virtual IOReturn wakeAtTime(AbsoluteTime deadline);
    virtual void cancelTimeout();

    void enable() APPLE_KEXT_OVERRIDE;
    void disable() APPLE_KEXT_OVERRIDE;
    void setWorkLoop(IOWorkLoop * workLoop) APPLE_KEXT_OVERRIDE;

private:
    void rearm();
};

#endif /* LOOPBACK_KERNEL_IOKIT_IOTIMEREVENTSOURCE_H */
