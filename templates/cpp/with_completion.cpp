

// Carries out a call that answers later. Whether its client waits is decided when all is done: no
// call fails behind this.
template <kern_return_t (*Call)(OSObject *, uint64_t, {{ flavour.arguments }} *){% if flavour.kext %}, bool required{% endif %}>
kern_return_t WithCompletion(OSObject * target, void *, {{ flavour.arguments }} * arguments)
{
{%- if flavour.kext %}
    if (required && arguments->asyncWakePort == MACH_PORT_NULL) {
        return kIOReturnBadArgument;
    }
{%- endif %}
    uint64_t number = 0;
    kern_return_t ret = KeepCompletion(target, arguments, &number);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ret = Call(target, number, arguments);
    SettleCompletion(number, ret);
    return ret;
}
