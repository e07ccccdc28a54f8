const IOExternalMethodDispatch MixUserClient::sMethods[] = {
    { (IOExternalMethodAction) &MixUserClient::sSetGains, 17, 0, 0, 0 },
    { (IOExternalMethodAction) &MixUserClient::sGetGains, 0, 0, 64, 0 },
    { (IOExternalMethodAction) &MixUserClient::sSetAll, 16, -2, 0, 5000000000 },
};
