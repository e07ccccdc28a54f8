const IOExternalMethodDispatch FanUserClient::sMethods[] = {
    { (IOExternalMethodAction) &FanUserClient::sGetSpeed, 1, 0, 1 },
    { (IOExternalMethodAction) &FanUserClient::sSetSpeed },
    { (IOExternalMethodAction) &FanUserClient::sReset, false, 0, 0, 0, 0 },
};
