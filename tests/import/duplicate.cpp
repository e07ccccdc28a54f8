enum { kDialRead, kDialWrite, kDialTurn = 1, kDialCount };

const IOExternalMethodDispatch DialUserClient::sMethods[kDialCount] = {
    [kDialRead]  = { (IOExternalMethodAction) &DialUserClient::sRead, 0, 0, 1, 0 },
    [kDialWrite] = { (IOExternalMethodAction) &DialUserClient::sWrite, 1, 0, 0, 0 },
    [kDialTurn]  = { (IOExternalMethodAction) &DialUserClient::sTurn, 2, 0, 0, 0 },
};
