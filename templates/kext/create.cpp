

kern_return_t {{ class }}Create(
    IOService * provider,
    task_t owningTask,
    void * securityToken,
    UInt32 type,
    OSDictionary * properties,
    IOUserClient ** client)
{
    if (type != k{{ class }}OpenType) {
        return kIOReturnUnsupported;
    }
    {{ class }} * made = new {{ class }};
    if (made == nullptr) {
        return kIOReturnNoMemory;
    }
    if (!made->initWithTask(owningTask, securityToken, type, properties)) {
        OSSafeReleaseNULL(made);
        return kIOReturnBadArgument;
    }
    if (!made->attach(provider)) {
        OSSafeReleaseNULL(made);
        return kIOReturnUnsupported;
    }
    if (!made->start(provider)) {
        made->detach(provider);
        OSSafeReleaseNULL(made);
        return kIOReturnUnsupported;
    }
    *client = made;
    return kIOReturnSuccess;
}
