/* Memory that the driver allots, to share or to transfer. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_IOBUFFERMEMORYDESCRIPTOR_H
#define LOOPBACK_DRIVERKIT_IOBUFFERMEMORYDESCRIPTOR_H

#include <DriverKit/IOMemoryDescriptor.h>

#define IOBufferMemoryDescriptor_Create_ID 0xb78de684e17d5a4bULL
#define IOBufferMemoryDescriptor_SetLength_ID 0xc115230c191a6a9aULL

#define IOBufferMemoryDescriptor_Create_Args \
    uint64_t options, uint64_t capacity, uint64_t alignment, IOBufferMemoryDescriptor **memory
#define IOBufferMemoryDescriptor_SetLength_Args uint64_t length

extern OSMetaClass * gIOBufferMemoryDescriptorMetaClass;

struct IOBufferMemoryDescriptor_IVars;

class IOBufferMemoryDescriptor : public IOMemoryDescriptor {
    OSLoopbackDeclareClass(IOBufferMemoryDescriptor, IOMemoryDescriptor);

    static kern_return_t Create(IOBufferMemoryDescriptor_Create_Args);

    bool init() override;
    void free() override;

    /* Where the driver sees the buffer. */
    kern_return_t GetAddressRange(IOAddressSegment * range);

    OSLoopbackDeclareMethod(IOBufferMemoryDescriptor, SetLength);
    OSLoopbackDeclareImpl(IOBufferMemoryDescriptor, SetLength);

public:
    IOBufferMemoryDescriptor_IVars * ivars;
};

#endif /* LOOPBACK_DRIVERKIT_IOBUFFERMEMORYDESCRIPTOR_H */
