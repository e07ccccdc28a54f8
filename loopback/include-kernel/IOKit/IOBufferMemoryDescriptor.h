/* Memory that the kext allots, to share or to transfer. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IOBUFFERMEMORYDESCRIPTOR_H
#define LOOPBACK_KERNEL_IOKIT_IOBUFFERMEMORYDESCRIPTOR_H

#include <IOKit/IOMemoryDescriptor.h>

/* options of the functions that make one */
enum {
    kIOMemoryPhysicallyContiguous = 0x00000010,
    kIOMemoryPageable = 0x00000020,
    kIOMemorySharingTypeMask = 0x000f0000,
    kIOMemoryUnshared = 0x00000000,
    kIOMemoryKernelUserShared = 0x00010000,
};

class IOBufferMemoryDescriptor : public IOMemoryDescriptor {
    OSDeclareDefaultStructors(IOBufferMemoryDescriptor)

public:
    static IOBufferMemoryDescriptor * withOptions(
        IOOptionBits options, vm_size_t capacity, vm_offset_t alignment = 1);
    static IOBufferMemoryDescriptor * inTaskWithOptions(
        task_t task, IOOptionBits options, vm_size_t capacity, vm_offset_t alignment = 1);
    static IOBufferMemoryDescriptor * withCapacity(
        vm_size_t capacity, IODirection direction, bool contiguous = false);
    static IOBufferMemoryDescriptor * withBytes(
        const void * bytes, vm_size_t length, IODirection direction, bool contiguous = false);

    void free() APPLE_KEXT_OVERRIDE;

    /* Up to the capacity. */
    virtual void setLength(vm_size_t length);
    virtual void setDirection(IODirection direction);
    virtual vm_size_t getCapacity() const;
    /* Where the kernel sees it. */
    virtual void * getBytesNoCopy();
    virtual void * getBytesNoCopy(vm_size_t start, vm_size_t length);
    virtual bool appendBytes(const void * bytes, vm_size_t length);
};

#endif /* LOOPBACK_KERNEL_IOKIT_IOBUFFERMEMORYDESCRIPTOR_H */
