/* Data of a kext on its way to an app, through memory that both see. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IOSHAREDDATAQUEUE_H
#define LOOPBACK_KERNEL_IOKIT_IOSHAREDDATAQUEUE_H

#include <IOKit/IODataQueue.h>

struct OSLoopbackQueue;

class IOSharedDataQueue : public IODataQueue {
    OSDeclareDefaultStructors(IOSharedDataQueue)

public:
    static IOSharedDataQueue * withCapacity(UInt32 size);
    static IOSharedDataQueue * withEntries(UInt32 numEntries, UInt32 entrySize);

    Boolean initWithCapacity(UInt32 size) APPLE_KEXT_OVERRIDE;
    void free() APPLE_KEXT_OVERRIDE;

    Boolean enqueue(void * data, UInt32 dataSize) APPLE_KEXT_OVERRIDE;
    virtual Boolean dequeue(void * data, UInt32 * dataSize);
    virtual IODataQueueEntry * peek();
    /* A new descriptor of the whole queue each time, to be released. */
    IOMemoryDescriptor * getMemoryDescriptor() APPLE_KEXT_OVERRIDE;

protected:
    UInt32 getQueueSize();

    OSLoopbackQueue * pages = NULL;
};

#endif /* LOOPBACK_KERNEL_IOKIT_IOSHAREDDATAQUEUE_H */
