{%- if uses.input_length %}

// How long the client's structure is, however it comes: small ones lie in the message, large ones
// come by descriptor.
kern_return_t StructureInputLength(const IOExternalMethodArguments * arguments, uint64_t * length)
{
    const IOMemoryDescriptor * const descriptor = arguments->structureInputDescriptor;
    *length = descriptor != nullptr ? descriptor->getLength() : arguments->structureInputSize;
    return kIOReturnSuccess;
}
{%- endif %}
{%- if uses.copy_input %}

// Copies the client's structure, however it comes. A descriptor is the client's own memory, which
// may change at any time: it is read here, once, and never again.
kern_return_t CopyStructureInput(
    const IOExternalMethodArguments * arguments, void * copy, uint64_t length)
{
    if (length == 0) {
        return kIOReturnSuccess;
    }
    IOMemoryDescriptor * const descriptor = arguments->structureInputDescriptor;
    if (descriptor == nullptr) {
        if (arguments->structureInputSize != length) {
            return kIOReturnBadArgument;
        }
        memcpy(copy, arguments->structureInput, static_cast<size_t>(length));
        return kIOReturnSuccess;
    }

    if (descriptor->getLength() < length) {
        return kIOReturnBadArgument;
    }
    const IOReturn ret = descriptor->prepare(); // only pages that are there can be read
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    const IOByteCount copied = descriptor->readBytes(0, copy, length);
    descriptor->complete();
    return copied == length ? kIOReturnSuccess : kIOReturnVMError;
}
{%- endif %}
{%- if uses.output || uses.output_room || uses.output_capacity %}

// How large a structure the client has room for.
uint64_t StructureOutputRoom(const IOExternalMethodArguments * arguments)
{
    if (arguments->structureVariableOutputData != nullptr) {
        return UINT32_MAX; // the kernel makes room for whatever there is
    }
    const IOMemoryDescriptor * const descriptor = arguments->structureOutputDescriptor;
    return descriptor != nullptr ? descriptor->getLength() : arguments->structureOutputSize;
}
{%- endif %}
{%- if uses.output %}

// Gives the client its structure, the way the call asks for it. A descriptor is the client's own
// memory: it is written, and never read.
kern_return_t ReturnStructureOutput(
    IOExternalMethodArguments * arguments, const void * bytes, size_t length)
{
    if (length > StructureOutputRoom(arguments)) {
        return kIOReturnBadArgument;
    }
    // The kernel hands out as much of its own buffer as is said here, written or not.
    uint32_t inMessage = 0;
    uint32_t inDescriptor = 0;
    IOMemoryDescriptor * const descriptor = arguments->structureOutputDescriptor;
    if (arguments->structureVariableOutputData != nullptr) {
        OSData * const data = OSData::withBytes(bytes, static_cast<unsigned int>(length));
        if (data == nullptr) {
            return kIOReturnNoMemory;
        }
        *arguments->structureVariableOutputData = data; // the kernel releases it
    } else if (descriptor != nullptr) {
        const IOReturn ret = descriptor->prepare(); // only pages that are there can be written
        if (ret != kIOReturnSuccess) {
            return ret;
        }
        const IOByteCount written = descriptor->writeBytes(0, bytes, length);
        descriptor->complete();
        if (written != length) {
            return kIOReturnVMError;
        }
        inDescriptor = static_cast<uint32_t>(length);
    } else {
        memcpy(arguments->structureOutput, bytes, length);
        inMessage = static_cast<uint32_t>(length);
    }
    arguments->structureOutputSize = inMessage;
    arguments->structureOutputDescriptorSize = inDescriptor;
    return kIOReturnSuccess;
}
{%- endif %}
