/* What a shared queue is derived from. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IODATAQUEUE_H
#define LOOPBACK_KERNEL_IOKIT_IODATAQUEUE_H

#include <IOKit/IODataQueueShared.h>
#include <IOKit/IOTypes.h>
#include <libkern/c++/OSObject.h>

class IODataQueue : public OSObject {
    OSDeclareAbstractStructors(IODataQueue)

public:
    virtual Boolean initWithCapacity(UInt32 size) = 0;
    virtual Boolean initWithEntries(UInt32 numEntries, UInt32 entrySize);
    /* False if it is full. */
    virtual Boolean enqueue(void * data, UInt32 dataSize) = 0;
    /* Told when the queue isn't empty any more; the caller keeps the port alive. */
    virtual void setNotificationPort(mach_port_t port);
    virtual IOMemoryDescriptor * getMemoryDescriptor() = 0;

protected:
    virtual void sendDataAvailableNotification();

    IODataQueueMemory * dataQueue = NULL;
    mach_port_t notifyPort = MACH_PORT_NULL;
};

#endif /* LOOPBACK_KERNEL_IOKIT_IODATAQUEUE_H */
