// What has grown: each handler says how large the input was, and fills all of the output.

#include "Structs.h"

kern_return_t StructsUserClient::Submit(
    uint8_t, const Request & request, size_t requestSize, uint64_t * seen, Request * back, size_t)
{
    ivars->entered += 1;
    *seen = requestSize;
    *back = request;
    return kIOReturnSuccess;
}

kern_return_t StructsUserClient::SubmitHuge(
    const Huge & value, size_t valueSize, uint64_t * seen, Huge * back, size_t)
{
    ivars->entered += 1;
    *seen = valueSize;
    *back = value;
    return kIOReturnSuccess;
}

kern_return_t StructsUserClient::Block(
    uint8_t add, const uint8_t * bytes, size_t bytesLength, uint8_t * back, size_t backLength)
{
    ivars->entered += 1;
    for (size_t index = 0; index < bytesLength && index < backLength; index++) {
        back[index] = static_cast<uint8_t>(bytes[index] + add);
    }
    return kIOReturnSuccess;
}

kern_return_t StructsUserClient::LargeOnly(
    uint8_t add,
    const uint8_t * bytes,
    size_t bytesLength,
    uint8_t * first,
    uint8_t * back,
    size_t backCapacity,
    size_t * backLength)
{
    ivars->entered += 1;
    *first = bytes[0];
    *backLength = bytesLength < backCapacity ? bytesLength : backCapacity;
    for (size_t index = 0; index < *backLength; index++) {
        back[index] = static_cast<uint8_t>(bytes[index] + add);
    }
    return kIOReturnSuccess;
}
