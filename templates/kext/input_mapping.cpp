

{{ class }}InputMapping::{{ class }}InputMapping(IOMemoryDescriptor * input)
{
    IOBufferMemoryDescriptor * const buffer = OSDynamicCast(IOBufferMemoryDescriptor, input);
    if (buffer != nullptr) {
        bytes = static_cast<const uint8_t *>(buffer->getBytesNoCopy()); // the kernel's own copy
        return;
    }
    if (input->prepare() != kIOReturnSuccess) {
        return;
    }
    prepared = input;
    prepared->retain();
    map = input->createMappingInTask(kernel_task, 0, kIOMapAnywhere | kIOMapReadOnly);
    if (map != nullptr) {
        bytes = reinterpret_cast<const uint8_t *>(map->getVirtualAddress());
    }
}

{{ class }}InputMapping::~{{ class }}InputMapping()
{
    OSSafeReleaseNULL(map);
    if (prepared != nullptr) {
        prepared->complete();
        prepared->release();
    }
}
