// Descriptors, read and written by mappings of the handlers' own.

#include "Structs.h"

namespace
{

kern_return_t Sum(IOMemoryDescriptor * memory, uint64_t length, uint64_t * total)
{
    if (LengthOf(memory) != length) {
        return kIOReturnInternalError;
    }
    if (length == 0) {
        return kIOReturnSuccess;
    }
    const View view(memory, true);
    const uint8_t * const bytes = view.Bytes();
    if (bytes == nullptr) {
        return kIOReturnVMError;
    }
    for (uint64_t index = 0; index < length; index++) {
        *total += bytes[index];
    }
    return kIOReturnSuccess;
}

kern_return_t Fill(IOMemoryDescriptor * memory, uint8_t value, uint64_t length)
{
    const View view(memory, false);
    if (view.Bytes() == nullptr) {
        return kIOReturnVMError;
    }
    memset(view.Bytes(), value, length);
    return kIOReturnSuccess;
}

} // namespace

kern_return_t StructsUserClient::Sum(
    IOMemoryDescriptor * bytes, uint64_t bytesLength, uint64_t * total, uint64_t * length)
{
    ivars->entered += 1;
    *length = bytesLength;
    return ::Sum(bytes, bytesLength, total);
}

kern_return_t StructsUserClient::SumLarge(
    uint64_t start, IOMemoryDescriptor * bytes, uint64_t bytesLength, uint64_t * total)
{
    ivars->entered += 1;
    *total = start;
    return ::Sum(bytes, bytesLength, total);
}

kern_return_t StructsUserClient::Fill(
    uint8_t value,
    uint64_t length,
    uint64_t told,
    uint64_t * room,
    IOMemoryDescriptor * bytes,
    uint64_t bytesCapacity,
    uint64_t * bytesLength)
{
    ivars->entered += 1;
    *room = bytesCapacity;
    *bytesLength = told;
    return ::Fill(bytes, value, length < bytesCapacity ? length : bytesCapacity);
}

kern_return_t StructsUserClient::FillLarge(
    uint8_t value, IOMemoryDescriptor * bytes, uint64_t bytesCapacity, uint64_t * bytesLength)
{
    ivars->entered += 1;
    *bytesLength = bytesCapacity;
    return ::Fill(bytes, value, bytesCapacity);
}

kern_return_t StructsUserClient::Turn(
    IOMemoryDescriptor * bytes,
    uint64_t bytesLength,
    IOMemoryDescriptor * back,
    uint64_t backCapacity,
    uint64_t * backLength)
{
    ivars->entered += 1;
    if (bytesLength == 0) {
        return kIOReturnSuccess;
    }
    if (backCapacity < bytesLength) {
        return kIOReturnNoSpace;
    }
    const View from(bytes, true);
    const View to(back, false);
    if (from.Bytes() == nullptr || to.Bytes() == nullptr) {
        return kIOReturnVMError;
    }
    for (uint64_t index = 0; index < bytesLength; index++) {
        to.Bytes()[index] = from.Bytes()[bytesLength - 1 - index];
    }
    *backLength = bytesLength;
    return kIOReturnSuccess;
}

kern_return_t StructsUserClient::Keep(IOMemoryDescriptor * bytes, uint64_t bytesLength)
{
    ivars->entered += 1;
    OSSafeReleaseNULL(ivars->kept);
    bytes->retain();
    ivars->kept = bytes;
    ivars->keptLength = bytesLength;
    return kIOReturnSuccess;
}

kern_return_t StructsUserClient::SumKept(uint64_t * total)
{
    ivars->entered += 1;
    if (ivars->kept == nullptr) {
        return kIOReturnNotReady;
    }
    const kern_return_t ret = ::Sum(ivars->kept, ivars->keptLength, total);
    OSSafeReleaseNULL(ivars->kept);
    return ret;
}
