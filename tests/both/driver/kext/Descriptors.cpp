// Memory that a kext reads and writes in pieces, without a mapping.

#include <IOKit/IOBufferMemoryDescriptor.h>
#include <IOKit/IOLib.h>
#include <string.h>

#include "Both.h"

static const IOByteCount kPiece = 256;

kern_return_t BothUserClient::SumOf(IOMemoryDescriptor * bytes, uint64_t bytesLength, uint64_t * sum)
{
    const IOReturn ret = bytes->prepare();
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    uint8_t piece[kPiece];
    for (uint64_t offset = 0; offset < bytesLength; offset += kPiece) {
        const uint64_t rest = bytesLength - offset;
        const IOByteCount count = bytes->readBytes(offset, piece, rest < kPiece ? rest : kPiece);
        for (IOByteCount index = 0; index < count; ++index) {
            *sum += piece[index];
        }
    }
    bytes->complete();
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::Fill(
    uint8_t byte, uint64_t * length, IOMemoryDescriptor * bytes, uint64_t bytesCapacity, uint64_t * bytesLength)
{
    const IOReturn ret = bytes->prepare();
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    uint8_t piece[kPiece];
    memset(piece, byte, sizeof(piece));
    for (uint64_t offset = 0; offset < bytesCapacity; offset += kPiece) {
        const uint64_t rest = bytesCapacity - offset;
        bytes->writeBytes(offset, piece, rest < kPiece ? rest : kPiece);
    }
    bytes->complete();
    *length = bytesCapacity;
    *bytesLength = bytesCapacity;
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::CopyWindowMemory(IOMemoryDescriptor ** memory)
{
    IOBufferMemoryDescriptor * const buffer = IOBufferMemoryDescriptor::inTaskWithOptions(
        kernel_task, kIODirectionInOut | kIOMemoryKernelUserShared, 16384, 16384);
    if (buffer == nullptr) {
        return kIOReturnNoMemory;
    }
    void * const bytes = buffer->getBytesNoCopy();
    memset(bytes, 0, 16384);
    const uint32_t first = 4711;
    memcpy(bytes, &first, sizeof(first));
    *memory = buffer;
    return kIOReturnSuccess;
}
