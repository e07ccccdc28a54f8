/* A thread of a kext's, and the gate that lets one action in at a time. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IOWORKLOOP_H
#define LOOPBACK_KERNEL_IOKIT_IOWORKLOOP_H

#include <IOKit/IOEventSource.h>

struct OSLoopbackWorkLoop;

class IOWorkLoop : public OSObject {
    OSDeclareDefaultStructors(IOWorkLoop)

public:
    typedef IOReturn (*Action)(
        OSObject * target, void * arg0, void * arg1, void * arg2, void * arg3);

    static IOWorkLoop * workLoop();

    bool init() APPLE_KEXT_OVERRIDE;
    void free() APPLE_KEXT_OVERRIDE;

    /* Holds the source. */
    virtual IOReturn addEventSource(IOEventSource * source);
    /* Returns when its action doesn't run, and never will any more. */
    virtual IOReturn removeEventSource(IOEventSource * source);

    virtual bool onThread() const;
    virtual bool inGate() const;
    /* Runs on this thread, and alone. */
    virtual IOReturn runAction(
        Action action, OSObject * target, void * arg0 = NULL, void * arg1 = NULL,
        void * arg2 = NULL, void * arg3 = NULL);

    /* Read by the runtime alone. */
    OSLoopbackWorkLoop * loop = NULL;

protected:
    virtual void closeGate();
    virtual void openGate();
};

#endif /* LOOPBACK_KERNEL_IOKIT_IOWORKLOOP_H */
