

kern_return_t {{ class }}Create(IOService * provider, uint32_t type, IOUserClient ** client)
{
    if (type != k{{ class }}OpenType) {
        return kIOReturnUnsupported;
    }
    IOService * made = nullptr;
    const kern_return_t ret = provider->Create(provider, "{{ class }}Properties", &made);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    *client = OSDynamicCast({{ class }}, made);
    if (*client == nullptr) {
        OSSafeReleaseNULL(made);
        return kIOReturnError;
    }
    return kIOReturnSuccess;
}
