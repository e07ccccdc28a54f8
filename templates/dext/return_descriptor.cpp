

// Answers with what the handler has written. The client's own memory has it already; nobody tells
// the client how much that is, so that all of it is the answer.
kern_return_t ReturnOutputDescriptor(
    IOUserClientMethodArguments * arguments, IOMemoryDescriptor * descriptor, uint64_t length)
{
    if (arguments->structureOutputDescriptor != nullptr) {
        return kIOReturnSuccess;
    }
    IOAddressSegment range = {};
    const kern_return_t ret =
        static_cast<IOBufferMemoryDescriptor *>(descriptor)->GetAddressRange(&range);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    const void * const bytes = reinterpret_cast<const void *>(range.address);
    arguments->structureOutput = OSData::withBytes(bytes, static_cast<size_t>(length));
    return arguments->structureOutput != nullptr ? kIOReturnSuccess : kIOReturnNoMemory;
}
