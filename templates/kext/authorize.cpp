
{%- if access.looks_at_entitlements() %}

namespace
{

// Whether a task has an entitlement. Only true counts, not any value.
bool IsEntitled(task_t task, const char * entitlement)
{
    OSObject * value = IOUserClient::copyClientEntitlement(task, entitlement);
    const bool isEntitled = value == kOSBooleanTrue;
    OSSafeReleaseNULL(value);
    return isEntitled;
}

} // namespace
{%- endif %}
{%- if access.is_asked() %}

kern_return_t {{ class }}MayOpen(task_t{% if access.entitlement.is_some() %} owningTask{% endif %}, void *{% if access.administrator %} securityToken{% endif %})
{
{%- if let Some(entitlement) = access.entitlement %}
    if (!IsEntitled(owningTask, "{{ entitlement }}")) {
        return kIOReturnNotPermitted;
    }
{%- endif %}
{%- if access.administrator %}
    return IOUserClient::clientHasPrivilege(securityToken, kIOClientPrivilegeAdministrator);
{%- else %}
    return kIOReturnSuccess;
{%- endif %}
}
{%- endif %}

kern_return_t {{ class }}State::Authorize(task_t owningTask, void *{% if access.is_asked() %} securityToken{% endif %})
{
{%- if !access.entitlements.is_empty() %}
    for (size_t index = 0; index < {{ access.entitlements.len() }}; index++) {
        entitled[index] = IsEntitled(owningTask, kEntitlements[index]);
    }
{%- endif %}
{%- if access.is_asked() %}
    const kern_return_t ret = {{ class }}MayOpen(owningTask, securityToken);
    permitted = ret == kIOReturnSuccess;
    return ret;
{%- else %}
    return kIOReturnSuccess;
{%- endif %}
}
