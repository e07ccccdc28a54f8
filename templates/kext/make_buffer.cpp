{%- if uses.make_buffer %}

// Makes a buffer, unless there is one: whole pages, because no less is mapped, and zeroed, so that no
// client sees what was there before.
kern_return_t MakeBuffer(uint64_t size, IOBufferMemoryDescriptor ** kept)
{
    if (*kept != nullptr) {
        return kIOReturnSuccess;
    }
    const IOOptionBits shared = kIOMemoryKernelUserShared;
    const vm_size_t capacity = round_page(static_cast<vm_size_t>(size));
    IOBufferMemoryDescriptor * const made = IOBufferMemoryDescriptor::inTaskWithOptions(
        kernel_task, kIODirectionInOut | shared, capacity, PAGE_SIZE);
    if (made == nullptr) {
        return kIOReturnNoMemory;
    }
    memset(made->getBytesNoCopy(), 0, capacity);
    made->setLength(static_cast<vm_size_t>(size));
    *kept = made;
    return kIOReturnSuccess;
}
{%- endif %}

// Where a buffer begins.
template <typename T>
kern_return_t AddressOf(IOBufferMemoryDescriptor * buffer, T ** address)
{
    *address = static_cast<T *>(buffer->getBytesNoCopy());
    return kIOReturnSuccess;
}
