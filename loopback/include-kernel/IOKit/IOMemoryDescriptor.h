/* Memory that somebody has, and where it is mapped. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IOMEMORYDESCRIPTOR_H
#define LOOPBACK_KERNEL_IOKIT_IOMEMORYDESCRIPTOR_H

#include <IOKit/IOTypes.h>
#include <libkern/c++/OSObject.h>

/* the direction of a transfer, seen from memory's owner */
enum IODirection {
    kIODirectionNone = 0x0,
    kIODirectionIn = 0x1,
    kIODirectionOut = 0x2,
    kIODirectionOutIn = kIODirectionOut | kIODirectionIn,
    kIODirectionInOut = kIODirectionIn | kIODirectionOut,
};

/* options of a descriptor */
enum {
    kIOMemoryDirectionMask = 0x00000007,
    kIOMemoryAutoPrepare = 0x00000008,
    kIOMemoryMapCopyOnWrite = 0x00020000,
    kIOMemoryThreadSafe = 0x00100000,
};

struct OSLoopbackMemory;
struct OSLoopbackMap;

class IOMemoryDescriptor : public OSObject {
    OSDeclareDefaultStructors(IOMemoryDescriptor)

public:
    /* Memory of the kernel's own. */
    static IOMemoryDescriptor * withAddress(
        void * address, IOByteCount length, IODirection direction);
    /* Memory of a process. */
    static IOMemoryDescriptor * withAddressRange(
        mach_vm_address_t address, mach_vm_size_t length, IOOptionBits options, task_t task);

    void free() APPLE_KEXT_OVERRIDE;

    virtual IODirection getDirection() const;
    virtual IOByteCount getLength() const;

    /* Brings the memory in and keeps it there; as often, complete() lets it go. What reads or writes
     * bytes of a process needs it. */
    virtual IOReturn prepare(IODirection direction = kIODirectionNone);
    virtual IOReturn complete(IODirection direction = kIODirectionNone);

    /* How many bytes were copied: none if the memory has not all of them. */
    virtual IOByteCount readBytes(IOByteCount offset, void * bytes, IOByteCount length);
    virtual IOByteCount writeBytes(IOByteCount offset, const void * bytes, IOByteCount length);

    /* Where the kernel sees it; to be released. */
    virtual IOMemoryMap * map(IOOptionBits options = 0);
    IOMemoryMap * createMappingInTask(
        task_t intoTask, mach_vm_address_t atAddress, IOOptionBits options,
        mach_vm_size_t offset = 0, mach_vm_size_t length = 0);

    /* Read and written by the runtime alone. */
    OSLoopbackMemory * memory = NULL;
};

class IOMemoryMap : public OSObject {
    OSDeclareDefaultStructors(IOMemoryMap)

public:
    /* Unmaps. */
    void free() APPLE_KEXT_OVERRIDE;

    virtual IOVirtualAddress getVirtualAddress();
    mach_vm_address_t getAddress();
    virtual IOByteCount getLength();
    mach_vm_size_t getSize();
    virtual IOMemoryDescriptor * getMemoryDescriptor();
    virtual IOOptionBits getMapOptions();
    virtual IOReturn unmap();

    /* Read and written by the runtime alone. */
    OSLoopbackMap * mapping = NULL;
};

/* A part of other memory. */
class IOSubMemoryDescriptor : public IOMemoryDescriptor {
    OSDeclareDefaultStructors(IOSubMemoryDescriptor)

public:
    static IOSubMemoryDescriptor * withSubRange(
        IOMemoryDescriptor * of, IOByteCount offset, IOByteCount length, IOOptionBits options);
};

#endif /* LOOPBACK_KERNEL_IOKIT_IOMEMORYDESCRIPTOR_H */
