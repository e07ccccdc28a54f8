

// Answers with what the handler has written. The client's own memory has it already.
kern_return_t ReturnOutputDescriptor(
    IOExternalMethodArguments * arguments, IOMemoryDescriptor * descriptor, uint64_t length)
{
    if (arguments->structureOutputDescriptor == nullptr) {
        void * const bytes = static_cast<IOBufferMemoryDescriptor *>(descriptor)->getBytesNoCopy();
        return ReturnStructureOutput(arguments, bytes, static_cast<size_t>(length));
    }
    arguments->structureOutputSize = 0;
    arguments->structureOutputDescriptorSize = static_cast<uint32_t>(length);
    return kIOReturnSuccess;
}
