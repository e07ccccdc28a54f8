{%- if uses.input_length %}

// How long the client's structure is, however it comes: small ones by value, large ones by
// descriptor.
kern_return_t StructureInputLength(const IOUserClientMethodArguments * arguments, uint64_t * length)
{
    *length = 0;
    if (arguments->structureInput != nullptr) {
        *length = arguments->structureInput->getLength();
    } else if (arguments->structureInputDescriptor != nullptr) {
        return arguments->structureInputDescriptor->GetLength(length);
    }
    return kIOReturnSuccess;
}
{%- endif %}
{%- if uses.copy_input %}

// Copies the client's structure, however it comes. A descriptor is the client's own memory, which
// may change at any time: it is read here, once, and never again.
kern_return_t CopyStructureInput(
    const IOUserClientMethodArguments * arguments, void * copy, uint64_t length)
{
    if (length == 0) {
        return kIOReturnSuccess;
    }
    if (arguments->structureInput != nullptr) {
        if (arguments->structureInput->getLength() != length) {
            return kIOReturnBadArgument;
        }
        memcpy(copy, arguments->structureInput->getBytesNoCopy(), static_cast<size_t>(length));
        return kIOReturnSuccess;
    }
    if (arguments->structureInputDescriptor == nullptr) {
        return kIOReturnBadArgument;
    }

    IOMemoryMap * map = nullptr;
    kern_return_t ret = arguments->structureInputDescriptor->CreateMapping(
        kIOMemoryMapReadOnly, 0, 0, 0, 0, &map);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    if (map->GetLength() < length) {
        ret = kIOReturnBadArgument;
    } else {
        const void * const bytes = reinterpret_cast<const void *>(map->GetAddress());
        memcpy(copy, bytes, static_cast<size_t>(length));
    }
    map->release();
    return ret;
}
{%- endif %}
{%- if uses.output %}

// Gives the client its structure, the way the call asks for it. A descriptor is the client's own
// memory: it is written, and never read.
kern_return_t ReturnStructureOutput(
    IOUserClientMethodArguments * arguments, const void * bytes, size_t length)
{
    if (arguments->structureOutputDescriptor == nullptr) {
        arguments->structureOutput = OSData::withBytes(bytes, length);
        return arguments->structureOutput != nullptr ? kIOReturnSuccess : kIOReturnNoMemory;
    }

    IOMemoryMap * map = nullptr;
    kern_return_t ret = arguments->structureOutputDescriptor->CreateMapping(0, 0, 0, 0, 0, &map);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    if (map->GetLength() < length) {
        ret = kIOReturnBadArgument;
    } else {
        memcpy(reinterpret_cast<void *>(map->GetAddress()), bytes, length);
    }
    map->release();
    return ret;
}
{%- endif %}
