

{% if flavour.is_2022 -%}
// The kernel opens no user client of this kind without these. Calls come one at a time, and none while
// memory is mapped, as on the queue of a dext.
{%- else -%}
// The kernel looks at these when the user client is open. Calls come one at a time then, and none
// while memory is mapped, as on the queue of a dext; before macOS 13, it lets in several at a time.
{%- endif %}
bool {{ class }}::attach(IOService * provider)
{
{%- if flavour.is_2022 %}
    setProperty(kIOUserClientDefaultLockingKey, kOSBooleanTrue);
    setProperty(kIOUserClientDefaultLockingSetPropertiesKey, kOSBooleanTrue);
    setProperty(kIOUserClientDefaultLockingSingleThreadExternalMethodKey, kOSBooleanTrue);
{%- if let Some(entitlement) = entitlement %}
    setProperty(kIOUserClientEntitlementsKey, "{{ entitlement }}"); // or nothing is opened
{%- else %}
    setProperty(kIOUserClientEntitlementsKey, kOSBooleanFalse); // anybody may open it
{%- endif %}
{%- else %}
    // SDKs before that of macOS 13 have no constants for them.
    setProperty("IOUserClientDefaultLocking", kOSBooleanTrue);
    setProperty("IOUserClientDefaultLockingSetProperties", kOSBooleanTrue);
    setProperty("IOUserClientDefaultLockingSingleThreadExternalMethod", kOSBooleanTrue);
{%- endif %}
    return {{ flavour.superclass }}::attach(provider);
}

IOReturn {{ class }}::externalMethod(
{%- if flavour.is_2022 %}
    uint32_t selector, IOExternalMethodArgumentsOpaque * arguments)
{%- else %}
    uint32_t selector,
    IOExternalMethodArguments * arguments,
    IOExternalMethodDispatch *,
    OSObject *,
    void *)
{%- endif %}
{
{%- if let Some(access) = access %}
{%- if access.is_asked() %}
    if (!State()->permitted) {
        return kIOReturnNotPermitted;
    }
{%- endif %}
{%- if !access.methods.is_empty() %}
    if (!MayCall(*State(), selector)) {
        return kIOReturnNotPrivileged;
    }
{%- endif %}
{%- endif %}
    const {{ flavour.dispatch }} * const method = {{ class }}FindMethod(selector);
    if (method == nullptr) {
        return kIOReturnUnsupported;
    }
{%- if flavour.is_2022 %}
    // A table of one row: so the selectors may lie far apart.
    return dispatchExternalMethod(0, arguments, method, 1, this, nullptr);
{%- else %}
{%- if let Some(may_wait) = may_wait %}
    // Nobody would give back a port that nobody waits for.
    if (arguments->asyncWakePort != MACH_PORT_NULL{% if !may_wait.is_empty() %} && !MayWait(selector){% endif %}) {
        return kIOReturnBadArgument;
    }
{%- endif %}
    // The kernel only reads the row.
    return {{ flavour.superclass }}::externalMethod(
        selector, arguments, const_cast<IOExternalMethodDispatch *>(method), this, nullptr);
{%- endif %}
}
