

kern_return_t {{ class }}::ExternalMethod(
    uint64_t selector,
    IOUserClientMethodArguments * arguments,
    const IOUserClientMethodDispatch *,
    OSObject *,
    void *)
{
{%- if let Some(access) = access %}
{%- if access.whole %}
    if (!State()->entitled[0]) {
        return kIOReturnNotPermitted;
    }
{%- endif %}
{%- if !access.methods.is_empty() %}
    if (!MayCall(*State(), selector)) {
        return kIOReturnNotPrivileged;
    }
{%- endif %}
{%- endif %}
    const IOUserClientMethodDispatch * const method = {{ class }}FindMethod(selector);
    if (method == nullptr) {
        return kIOReturnUnsupported;
    }
    return super::ExternalMethod(selector, arguments, method, this, nullptr);
}
