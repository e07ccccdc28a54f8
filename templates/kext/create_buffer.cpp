

// Memory of the driver's own, zeroed, and where it is.
kern_return_t CreateBuffer(
    IOOptionBits direction, uint64_t length, IOBufferMemoryDescriptor ** buffer, void ** bytes)
{
    const vm_size_t capacity = length > 0 ? static_cast<vm_size_t>(length) : 1; // none is empty
    *buffer = IOBufferMemoryDescriptor::inTaskWithOptions(kernel_task, direction, capacity);
    if (*buffer == nullptr) {
        return kIOReturnNoMemory;
    }
    *bytes = (*buffer)->getBytesNoCopy();
    memset(*bytes, 0, capacity);
    (*buffer)->setLength(static_cast<vm_size_t>(length));
    return kIOReturnSuccess;
}
