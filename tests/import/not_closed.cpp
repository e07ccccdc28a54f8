// What isn't closed is said once, and rows that have lost values by it aren't blamed for that.
const IOExternalMethodDispatch2022 MillUserClient::sMethods[] = {
    { (IOExternalMethodAction) &MillUserClient::sGrind, 1, sizeof(uint32_t, 0, 0 },
    { (IOExternalMethodAction) &MillUserClient::sStop, 1, 0, 99, 0 },
    ( (IOExternalMethodAction) &MillUserClient::sWeigh, 0, 0, 0, 0 },
};
