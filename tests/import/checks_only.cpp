enum { kLampVersion, kLampSwitch, kLampColor, kLampCount };
struct Color { uint8_t red, green, blue; };

// ExternalMethod has its checks made, and then goes on itself.
static const IOUserClientMethodDispatch sChecks[kLampCount] = {
    { nullptr, false, 0, 0, 1, 0 },
    { nullptr, false, 1, 0, 0, 0 },
    { nullptr, false, 0, sizeof(Color), 0, 0 },
};

kern_return_t LampUserClient::ExternalMethod(uint64_t selector, IOUserClientMethodArguments * arguments,
    const IOUserClientMethodDispatch * dispatch, OSObject * target, void * reference)
{
    if (selector >= kLampCount) { return kIOReturnBadArgument; }
    return super::ExternalMethod(selector, arguments, &sChecks[selector], target, reference);
}
