// Rows of other structs, and with a selector in front.
const IOExternalMethodDispatch MillUserClient::sMethods[] = {
    { (IOExternalMethodAction) &MillUserClient::sGrind, true, 1, sizeof(uint64_t), 0, 0 },
    { kMillStop, (IOExternalMethodAction) &MillUserClient::sStop, 0, 0, 0, 0 },
    { (IOExternalMethodAction) &MillUserClient::sWeigh, 0, 0, 0, 8, true, "com.example.mill" },
    { (IOExternalMethodAction) &MillUserClient::sSieve, 0, 0, 1, 0, 2 },
};
