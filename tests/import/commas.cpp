const IOExternalMethodDispatch MillUserClient::sMethods[] = {
    { (IOExternalMethodAction) &MillUserClient::sGrind, 1, 0, 0, 0 }
    { (IOExternalMethodAction) &MillUserClient::sStop 0, 0, 0, 0 },
    { (IOExternalMethodAction) &MillUserClient::sWeigh, 1, 0 0, 0 },,
    { (IOExternalMethodAction) &MillUserClient::sSieve, 1, , 0, 0 },
    { (IOExternalMethodAction) &MillUserClient::sOpen, 0, 0, 99, 0 },
};
