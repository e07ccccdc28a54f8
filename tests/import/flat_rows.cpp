const IOExternalMethodDispatch FlatUserClient::sMethods[2] = {
    (IOExternalMethodAction) &FlatUserClient::sOne, 0, 0, 0, 0,
    (IOExternalMethodAction) &FlatUserClient::sTwo, 0, 0, 0, 0,
};
