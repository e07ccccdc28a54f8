

kern_return_t {{ class }}::ExternalMethod(
    uint64_t selector,
    IOUserClientMethodArguments * arguments,
    const IOUserClientMethodDispatch *,
    OSObject *,
    void *)
{
{%- if let Some(access) = access %}
{%- for whole in access.whole %}
    if (!State()->entitled[{{ whole.index }}]) {
        return {{ whole.code }};
    }
{%- endfor %}
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
