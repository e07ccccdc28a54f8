// Memory that the driver makes, or doesn't.

#include "Echo.h"

// Full of sevens, to be known again.
kern_return_t EchoUserClient::CopyMadeMemory(IOMemoryDescriptor ** memory)
{
    IOBufferMemoryDescriptor * const buffer = MakeBuffer(8192, 7);
    if (buffer == nullptr) {
        return kIOReturnNoMemory;
    }
    *memory = buffer;
    const kern_return_t ret = Done(ivars, kEchoUserClientMemoryMade);
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
