/* The interrupts of a device. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_IOINTERRUPTDISPATCHSOURCE_H
#define LOOPBACK_DRIVERKIT_IOINTERRUPTDISPATCHSOURCE_H

#include <DriverKit/IODispatchSource.h>
#include <DriverKit/IOService.h>

#define IOInterruptDispatchSource_InterruptOccurred_ID 0xce0513291cfa1ee1ULL
#define IOInterruptDispatchSource_InterruptOccurred_Args \
    OSAction *action, uint64_t count, uint64_t time

extern OSMetaClass * gIOInterruptDispatchSourceMetaClass;

class IOInterruptDispatchSource : public IODispatchSource {
    OSLoopbackDeclareClass(IOInterruptDispatchSource, IODispatchSource);

    /* An interrupt of the provider; disabled. */
    static kern_return_t Create(
        IOService * provider, uint32_t index, IODispatchQueue * queue,
        IOInterruptDispatchSource ** source);
    static kern_return_t GetInterruptType(
        IOService * provider, uint32_t index, uint64_t * interruptType);

    bool init() override;
    void free() override;

    /* What gets InterruptOccurred(); retained. */
    kern_return_t SetHandler(OSAction * action);
    /* How many there have been, and when the last was. */
    kern_return_t GetLastInterrupt(uint64_t * count, uint64_t * time);

    OSLoopbackDeclareCallback(IOInterruptDispatchSource, InterruptOccurred);
};

#endif /* LOOPBACK_DRIVERKIT_IOINTERRUPTDISPATCHSOURCE_H */
