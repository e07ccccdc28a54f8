/* What a work loop runs the action of. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IOEVENTSOURCE_H
#define LOOPBACK_KERNEL_IOKIT_IOEVENTSOURCE_H

#include <IOKit/IOTypes.h>
#include <libkern/c++/OSObject.h>

struct OSLoopbackEventSource;

class IOEventSource : public OSObject {
    OSDeclareAbstractStructors(IOEventSource)

public:
    typedef void (*Action)(OSObject * owner, ...);

    using OSObject::init;
    /* The owner isn't retained. */
    virtual bool init(OSObject * owner, Action action = NULL);
    void free() APPLE_KEXT_OVERRIDE;

    virtual void setAction(Action action);
    virtual void enable();
    virtual void disable();
    virtual bool isEnabled() const;

    /* By the work loop, as the source is added or removed. */
    virtual void setWorkLoop(IOWorkLoop * workLoop);
    virtual IOWorkLoop * getWorkLoop() const;

protected:
    OSLoopbackEventSource * events = NULL;
};

#endif /* LOOPBACK_KERNEL_IOKIT_IOEVENTSOURCE_H */
