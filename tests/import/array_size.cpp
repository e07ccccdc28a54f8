static constexpr size_t kCount = 4;

const IOExternalMethodDispatch TapeUserClient::sMethods[kCount] = {
    { (IOExternalMethodAction) &TapeUserClient::sRewind, 0, 0, 0, 0 },
    { (IOExternalMethodAction) &TapeUserClient::sEject, 0, 0, 0, 0 },
};
