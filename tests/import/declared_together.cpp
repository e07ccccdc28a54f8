static const IOExternalMethodDispatch sMethods[] = {
    { (IOExternalMethodAction) &MillUserClient::sGrind, 0, 0, 0, 0 },
}, sOthers[] = {
    { (IOExternalMethodAction) &MillUserClient::sStop, 0, 0, 0, 0 },
};
