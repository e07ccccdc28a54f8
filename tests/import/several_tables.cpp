const IOExternalMethodDispatch RootUserClient::sMethods[] = {
    { (IOExternalMethodAction) &RootUserClient::sFormat, 0, 0, 0, 0 },
};

const IOExternalMethodDispatch UserUserClient::sUserMethods[] = {
    { (IOExternalMethodAction) &UserUserClient::sRead, 1, 0, 0, 512 },
};

static const IOExternalMethodDispatch2022 sNewMethods[1] = {
    { &NewUserClient::extRead, 1, 0, 0, 512, false, NULL },
};
