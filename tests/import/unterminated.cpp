const IOExternalMethodDispatch OwlUserClient::sMethods[] = {
    { (IOExternalMethodAction) &OwlUserClient::sHoot, 0, 0, 0, 0 },
    { (IOExternalMethodAction) &OwlUserClient::sTurn, 1, 0, 0, 0
    { (IOExternalMethodAction) &OwlUserClient::sSleep, 0, 0, 0, 0 },
};
