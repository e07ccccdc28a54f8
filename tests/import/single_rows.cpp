enum { kGateOpen = 10, kGateShut = 11 };

static const IOExternalMethodDispatch sOpenRow = { (IOExternalMethodAction) &GateUserClient::sOpen, 1, 0, 0, 0 };
static const IOExternalMethodDispatch sShutRow = { (IOExternalMethodAction) &GateUserClient::sShut, 0, 0, 0, 0 };
static const IOExternalMethodDispatch sLostRow = { (IOExternalMethodAction) &GateUserClient::sLost, 0, 0, 0, 0 };

IOReturn GateUserClient::externalMethod(uint32_t selector, IOExternalMethodArguments * arguments,
    IOExternalMethodDispatch * dispatch, OSObject * target, void * reference)
{
    switch (selector) {
    case kGateOpen:
        dispatch = const_cast<IOExternalMethodDispatch *>(&sOpenRow);
        break;
    case kGateShut:
        dispatch = const_cast<IOExternalMethodDispatch *>(&sShutRow);
        break;
    default:
        return kIOReturnUnsupported;
    }
    return super::externalMethod(selector, arguments, dispatch, this, reference);
}
