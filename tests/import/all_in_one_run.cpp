enum { kMillGrind, kMillStop };
const IOExternalMethodDispatch MillUserClient::sMethods[] = {
    [kMillGrind] = { (IOExternalMethodAction) &MillUserClient::sGrind, 0, 0, 0 },
    [kMillGrind] = { (IOExternalMethodAction) &MillUserClient::sStop, 0, 0, 0, 0, 0 },
    [kMillSieve] = { (IOExternalMethodAction) &MillUserClient::sSieve, sizeof(uint32_t), 0, 0, 0 },
    [0 ... 1]    = { (IOExternalMethodAction) &MillUserClient::sOpen, kMany, 08, 0, 0 },
    [0 ... 20000] = { (IOExternalMethodAction) &MillUserClient::sClose, -3, 0, 0, 0 },
};
