const IOExternalMethodDispatch NestUserClient::sMethods[][2] = {
    { { (IOExternalMethodAction) &NestUserClient::sOne, 0, 0, 0, 0 } },
};

const IOExternalMethodDispatch NestUserClient::sOthers[] = {
    { (IOExternalMethodAction) &NestUserClient::sTwo, 0, 0, 0, 0, { (IOExternalMethodAction) &NestUserClient::sThree, 0, 0, 0, 0 } },
    ,
    IOExternalMethodDispatch { (IOExternalMethodAction) &NestUserClient::sFour, 0, 0, 0, 0 },
};
