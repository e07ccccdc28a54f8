

kern_return_t {{ class }}State::Authorize(IOUserClient * client)
{
    OSDictionary * entitlements = nullptr;
    const kern_return_t ret = client->CopyClientEntitlements(&entitlements);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    for (size_t index = 0; index < {{ access.entitlements.len() }} && entitlements != nullptr; index++) {
        // Only true counts, not any value.
        entitled[index] = entitlements->getObject(kEntitlements[index]) == kOSBooleanTrue;
    }
    OSSafeReleaseNULL(entitlements);
{%- for whole in access.whole %}
{%- if loop.last %}
    return entitled[{{ whole.index }}] ? kIOReturnSuccess : {{ whole.code }};
{%- else %}
    if (!entitled[{{ whole.index }}]) {
        return {{ whole.code }};
    }
{%- endif %}
{%- else %}
    return kIOReturnSuccess;
{%- endfor %}
}
