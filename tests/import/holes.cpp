const IOExternalMethodDispatch DeckUserClient::sMethods[] = {
    [0]  = { (IOExternalMethodAction) &DeckUserClient::sVersion, 0, 0, 1, 0 },
    [1]  = { NULL, 0, 0, 0, 0 },
    [2]  = { (IOExternalMethodAction) nullptr, 0, 16, 0, 0 },
    [3]  = {},
    [6]  = { (IOExternalMethodAction) &DeckUserClient::sFill, 3, 0, 0, 0 },
    [20] = { (IOExternalMethodAction) &DeckUserClient::sReset, 0, 0, 0, 0 },
};
