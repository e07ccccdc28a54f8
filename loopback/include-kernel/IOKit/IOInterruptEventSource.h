/* An action at an interrupt of a provider's. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IOINTERRUPTEVENTSOURCE_H
#define LOOPBACK_KERNEL_IOKIT_IOINTERRUPTEVENTSOURCE_H

#include <IOKit/IOEventSource.h>
#include <IOKit/IOService.h>

class IOInterruptEventSource : public IOEventSource {
    OSDeclareDefaultStructors(IOInterruptEventSource)

public:
    /* `count`: how many there were since the last time. */
    typedef void (*Action)(OSObject * owner, IOInterruptEventSource * sender, int count);

    /* With a provider it waits for enable(). */
    static IOInterruptEventSource * interruptEventSource(
        OSObject * owner, Action action, IOService * provider = NULL, int index = 0);

    using IOEventSource::init;
    virtual bool init(OSObject * owner, Action action, IOService * provider = NULL, int index = 0);

    void enable() APPLE_KEXT_OVERRIDE;

    /* An interrupt that the kext itself knows of. */
    virtual void interruptOccurred(void * refcon, IOService * provider, int index);

    /* Called by the runtime alone. */
    void occurred();
};

#endif /* LOOPBACK_KERNEL_IOKIT_IOINTERRUPTEVENTSOURCE_H */
