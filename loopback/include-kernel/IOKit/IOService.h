/* A driver, or anything that a driver is started on. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IOSERVICE_H
#define LOOPBACK_KERNEL_IOKIT_IOSERVICE_H

#include <IOKit/IOKitKeys.h>
#include <IOKit/IOLib.h>
#include <IOKit/IORegistryEntry.h>

/* options of registerService() and terminate() */
enum {
    kIOServiceAsynchronous = 0x00000002,
    kIOServiceSynchronous = 0x00000001,
    kIOServiceRequired = 0x00000001,
    kIOServiceTerminate = 0x00000004,
};

/* The plane of services. */
extern const IORegistryPlane * gIOServicePlane;

class IOService : public IORegistryEntry {
    OSDeclareDefaultStructors(IOService)

public:
    bool init() APPLE_KEXT_OVERRIDE;
    bool init(OSDictionary * dictionary) APPLE_KEXT_OVERRIDE;
    void free() APPLE_KEXT_OVERRIDE;

    virtual IOService * probe(IOService * provider, SInt32 * score);
    virtual bool start(IOService * provider);
    virtual void stop(IOService * provider);

    /* Each keeps the other alive until they are parted. */
    virtual bool attach(IOService * provider);
    virtual void detach(IOService * provider);
    virtual IOService * getProvider() const;

    /* One user at a time, which both of them agree on. */
    virtual bool open(IOService * forClient, IOOptionBits options = 0, void * argument = NULL);
    virtual void close(IOService * forClient, IOOptionBits options = 0);
    virtual bool isOpen(const IOService * forClient = NULL) const;

    virtual void registerService(IOOptionBits options = 0);
    /* Ends the service and what is on it; later, unless it is to be synchronous. */
    virtual bool terminate(IOOptionBits options = 0);
    virtual bool willTerminate(IOService * provider, IOOptionBits options);
    virtual bool didTerminate(IOService * provider, IOOptionBits options, bool * defer);
    virtual bool finalize(IOOptionBits options);
    bool isInactive() const;

    virtual IOReturn message(UInt32 type, IOService * provider, void * argument = NULL);
    virtual IOReturn setProperties(OSObject * properties);

    /* The user client for an app that opens the service; the reference is the caller's. */
    virtual IOReturn newUserClient(
        task_t owningTask, void * securityID, UInt32 type, OSDictionary * properties,
        IOUserClient ** handler);
    virtual IOReturn newUserClient(
        task_t owningTask, void * securityID, UInt32 type, IOUserClient ** handler);
};

#endif /* LOOPBACK_KERNEL_IOKIT_IOSERVICE_H */
