enum { kTapeRewind, kTapeCount };

const IOExternalMethodDispatch TapeUserClient::sMethods[kTapeCount] = {
    { (IOExternalMethodAction) &TapeUserClient::sRewind, 0, 0, 0, 0 },
    { (IOExternalMethodAction) &TapeUserClient::sEject, 0, 0, 0, 0 },
};
