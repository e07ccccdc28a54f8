{%- if uses.make_buffer || uses.make_usb_buffer %}

// Keeps a buffer that was just made, if it has `size` bytes, and zeroes them.
kern_return_t Keep(IOBufferMemoryDescriptor * made, uint64_t size, IOBufferMemoryDescriptor ** kept)
{
    if (made == nullptr) {
        return kIOReturnNoMemory;
    }
    IOAddressSegment range = {};
    kern_return_t ret = made->GetAddressRange(&range);
    if (ret == kIOReturnSuccess && range.length < size) {
        ret = kIOReturnNoMemory;
    }
    if (ret != kIOReturnSuccess) {
        OSSafeReleaseNULL(made);
        return ret;
    }
    memset(reinterpret_cast<void *>(range.address), 0, static_cast<size_t>(range.length));
    *kept = made;
    return kIOReturnSuccess;
}
{%- endif %}
{%- if uses.make_buffer %}

// Makes a buffer, unless there is one.
kern_return_t MakeBuffer(uint64_t size, IOBufferMemoryDescriptor ** kept)
{
    if (*kept != nullptr) {
        return kIOReturnSuccess;
    }
    IOBufferMemoryDescriptor * made = nullptr;
    const kern_return_t ret =
        IOBufferMemoryDescriptor::Create(kIOMemoryDirectionInOut, size, 0, &made);
    return ret == kIOReturnSuccess ? Keep(made, size, kept) : ret;
}
{%- endif %}
{%- if uses.make_usb_buffer %}

// Makes a buffer that an interface can transfer without a copy; takes the reference to that over.
kern_return_t MakeUsbBuffer(
    IOUSBHostInterface * interface, uint64_t size, IOBufferMemoryDescriptor ** kept)
{
    if (interface == nullptr) {
        return kIOReturnNoDevice;
    }
    IOBufferMemoryDescriptor * made = nullptr;
    const kern_return_t ret = interface->CreateIOBuffer(kIOMemoryDirectionInOut, size, &made);
    OSSafeReleaseNULL(interface);
    return ret == kIOReturnSuccess ? Keep(made, size, kept) : ret;
}
{%- endif %}

// Where a buffer begins.
template <typename T>
kern_return_t AddressOf(IOBufferMemoryDescriptor * buffer, T ** address)
{
    IOAddressSegment range = {};
    const kern_return_t ret = buffer->GetAddressRange(&range);
    *address = reinterpret_cast<T *>(range.address);
    return ret;
}
