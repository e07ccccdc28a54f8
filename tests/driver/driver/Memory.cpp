// Memory that the driver makes, or doesn't.

#include <DriverKit/IOBufferMemoryDescriptor.h>

#include "Echo.h"

// Full of sevens, to be known again.
kern_return_t EchoUserClient::CopyMadeMemory(IOMemoryDescriptor ** memory)
{
    IOBufferMemoryDescriptor * buffer = nullptr;
    kern_return_t ret = IOBufferMemoryDescriptor::Create(kIOMemoryDirectionInOut, 8192, 0, &buffer);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    IOAddressSegment range = {};
    ret = buffer->GetAddressRange(&range);
    if (ret != kIOReturnSuccess) {
        OSSafeReleaseNULL(buffer);
        return ret;
    }
    memset(reinterpret_cast<void *>(range.address), 7, range.length);
    *memory = buffer;
    ret = Done(ivars, kEchoUserClientMemoryMade);
    if (ret != kIOReturnSuccess) {
        buffer->release(); // and left where nobody may look
    }
    return ret;
}

// Success, and nothing.
kern_return_t EchoUserClient::CopyAbsentMemory(IOMemoryDescriptor ** memory)
{
    *memory = nullptr;
    return Done(ivars, kEchoUserClientMemoryAbsent);
}

kern_return_t EchoUserClient::CopyBrokenMemory(IOMemoryDescriptor ** memory)
{
    (void)memory;
    (void)Done(ivars, kEchoUserClientMemoryBroken);
    return kIOReturnNotReady;
}
