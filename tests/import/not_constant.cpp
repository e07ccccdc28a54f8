const IOExternalMethodDispatch AntUserClient::sMethods[] = {
    [kAntWalk]  = { (IOExternalMethodAction) &AntUserClient::sWalk, 0, 0, 0, 0 },
    [kAntCarry] = { (IOExternalMethodAction) &AntUserClient::sCarry, legCount(), 0, 0, 0 },
    [2]         = { (IOExternalMethodAction) &AntUserClient::sDrop, 0, sizeof(fLoad->bytes), kAntResults, 0 },
    [-1]        = { (IOExternalMethodAction) &AntUserClient::sRest, 0, 0, 0, 0 },
    [3]         = { (IOExternalMethodAction) &AntUserClient::sSleep, 0, 0, 1 / 0, kAnts[1] },
};
