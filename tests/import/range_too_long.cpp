const IOExternalMethodDispatch MillUserClient::sMethods[] = {
    [0 ... 16384] = { (IOExternalMethodAction) &MillUserClient::sGrind, 0, 0, 0, 0 },
};
