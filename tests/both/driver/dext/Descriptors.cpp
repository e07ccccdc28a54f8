// Memory that a dext maps to see.

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOBufferMemoryDescriptor.h>
#include <DriverKit/IOMemoryMap.h>
#include <string.h>

#include "Both.h"

kern_return_t BothUserClient::SumOf(IOMemoryDescriptor * bytes, uint64_t bytesLength, uint64_t * sum)
{
    IOMemoryMap * map = nullptr;
    const kern_return_t ret = bytes->CreateMapping(0, 0, 0, 0, 0, &map);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    const uint8_t * const address = reinterpret_cast<const uint8_t *>(map->GetAddress());
    for (uint64_t index = 0; index < bytesLength; ++index) {
        *sum += address[index];
    }
    map->release();
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::Fill(
    uint8_t byte, uint64_t * length, IOMemoryDescriptor * bytes, uint64_t bytesCapacity, uint64_t * bytesLength)
{
    IOMemoryMap * map = nullptr;
    const kern_return_t ret = bytes->CreateMapping(0, 0, 0, 0, 0, &map);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    memset(reinterpret_cast<void *>(map->GetAddress()), byte, bytesCapacity);
    map->release();
    *length = bytesCapacity;
    *bytesLength = bytesCapacity;
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::CopyWindowMemory(IOMemoryDescriptor ** memory)
{
    IOBufferMemoryDescriptor * buffer = nullptr;
    kern_return_t ret = IOBufferMemoryDescriptor::Create(kIOMemoryDirectionInOut, 16384, 0, &buffer);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    IOAddressSegment range = {};
    ret = buffer->GetAddressRange(&range);
    if (ret != kIOReturnSuccess) {
        buffer->release();
        return ret;
    }
    const uint32_t first = 4711;
    memcpy(reinterpret_cast<void *>(range.address), &first, sizeof(first));
    *memory = buffer;
    return kIOReturnSuccess;
}
