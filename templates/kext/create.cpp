

kern_return_t {{ class }}Create(
    IOService * provider,
    task_t owningTask,
    void * securityToken,
    UInt32 type,
    OSDictionary * properties,
    IOUserClient ** client)
{
{%- if open_type.is_some() %}
    if (type != k{{ class }}OpenType) {
        return kIOReturnUnsupported;
    }
{%- endif %}
{%- if let Some(access) = access %}
{%- if access.is_asked() %}
    // Asked here too, because initWithTask can't say why it fails.
    const kern_return_t ret = {{ class }}MayOpen(owningTask, securityToken);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
{%- endif %}
{%- endif %}
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
