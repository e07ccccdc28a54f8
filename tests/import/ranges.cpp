const IOExternalMethodDispatch BankUserClient::sMethods[] = {
    [0 ... 3] = { (IOExternalMethodAction) &BankUserClient::sSelect, 0, 4, 0, 0 },
    [1 << 3]  = { (IOExternalMethodAction) &BankUserClient::sStore, 1, 0, 0, 0 },
    [9 ... 8] = { (IOExternalMethodAction) &BankUserClient::sWrong, 1, 0, 0, 0 },
};
