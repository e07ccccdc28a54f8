static const IOExternalMethodDispatch sOpenRow = { (IOExternalMethodAction) &GateUserClient::sOpen, 1, 0, 0, 0 };
static const IOExternalMethodDispatch sShutRow = { .function = (IOExternalMethodAction) &GateUserClient::sShut };

IOReturn GateUserClient::externalMethod(uint32_t selector, IOExternalMethodArguments * arguments,
    IOExternalMethodDispatch * dispatch, OSObject * target, void * reference)
{
    switch (selector) {
    case 0x100:
        return super::externalMethod(selector, arguments, (IOExternalMethodDispatch *) &sOpenRow, this, NULL);
    case 0x200:
        return super::externalMethod(selector, arguments, (IOExternalMethodDispatch *) &sShutRow, this, NULL);
    }
    return kIOReturnUnsupported;
}
