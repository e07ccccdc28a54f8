enum { kJarOpen, kJarClose, kJarCount };

static const IOExternalMethodDispatch sMethods[kJarCount] = {
    { (IOExternalMethodAction) &JarUserClient::sOpen, 0, 0, 0, 0 },
    { (IOExternalMethodAction) &JarUserClient::sClose, 0, 0, 0, 0 },
};

IOReturn JarUserClient::externalMethod(uint32_t selector, IOExternalMethodArguments * arguments,
    IOExternalMethodDispatch * dispatch, OSObject * target, void * reference)
{
    if (selector > kJarCount)
        return kIOReturnBadArgument;
    if (selector <= sizeof(sMethods) / sizeof(sMethods[0]))
        dispatch = (IOExternalMethodDispatch *) &sMethods[selector];
    return super::externalMethod(selector, arguments, dispatch, this, reference);
}
