

// Memory of the driver's own, zeroed, and where it is.
kern_return_t CreateBuffer(
    uint64_t direction, uint64_t length, IOBufferMemoryDescriptor ** buffer, void ** bytes)
{
    const uint64_t capacity = length > 0 ? length : 1; // there is no empty buffer
    kern_return_t ret = IOBufferMemoryDescriptor::Create(direction, capacity, 0, buffer);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    IOAddressSegment range = {};
    ret = (*buffer)->GetAddressRange(&range);
    if (ret == kIOReturnSuccess) {
        *bytes = reinterpret_cast<void *>(range.address);
        memset(*bytes, 0, static_cast<size_t>(capacity));
        ret = (*buffer)->SetLength(length);
    }
    if (ret != kIOReturnSuccess) {
        OSSafeReleaseNULL(*buffer);
    }
    return ret;
}
