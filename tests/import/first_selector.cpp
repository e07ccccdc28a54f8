enum { kValveFirst = 0x100, kValveOpen = kValveFirst, kValveShut, kValveEnd };

const IOExternalMethodDispatch ValveUserClient::sMethods[kValveEnd - kValveFirst] = {
    { (IOExternalMethodAction) &ValveUserClient::sOpen, 1, 0, 0, 0 },
    { (IOExternalMethodAction) &ValveUserClient::sShut, 0, 0, 0, 0 },
};

IOReturn ValveUserClient::externalMethod(uint32_t selector, IOExternalMethodArguments * arguments,
    IOExternalMethodDispatch * dispatch, OSObject * target, void * reference)
{
    if (selector < kValveFirst || selector >= kValveEnd) {
        return kIOReturnUnsupported;
    }
    dispatch = (IOExternalMethodDispatch *) &sMethods[selector - kValveFirst];
    return super::externalMethod(selector, arguments, dispatch, this, reference);
}
