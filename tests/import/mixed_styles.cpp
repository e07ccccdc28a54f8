const IOExternalMethodDispatch MixUserClient::sMethods[] = {
    { (IOExternalMethodAction) &MixUserClient::sOne, 0, 0, 0, 0 },
    [2] = { (IOExternalMethodAction) &MixUserClient::sTwo, .checkScalarOutputCount = 1, 8 },
    { .function = (IOExternalMethodAction) &MixUserClient::sThree, .checkScalarInputCount { 2 } },
};
