// The functions are the driver's own; the user client only dispatches.
IOReturn KilnUserClient::externalMethod(uint32_t selector, IOExternalMethodArguments * arguments,
    IOExternalMethodDispatch * dispatch, OSObject * target, void * reference)
{
    static const IOExternalMethodDispatch sTemplate[] = {
        /*[0]*/ { (IOExternalMethodAction) &Kiln::extFire, 1, 0, 0, 0 },
        /*[1]*/ { (IOExternalMethodAction) &Kiln::extMethodCool, 0, 0, 0, 0 },
    };
    if (selector >= sizeof(sTemplate) / sizeof(sTemplate[0])) { return kIOReturnUnsupported; }
    IOExternalMethodDispatch row = sTemplate[selector];
    return super::externalMethod(selector, arguments, &row, fOwner, reference);
}
