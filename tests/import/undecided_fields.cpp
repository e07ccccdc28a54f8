struct Probe {
    uint32_t value;
#ifdef WITH_TIME
    uint64_t time;
#endif
};

const IOExternalMethodDispatch ProbeUserClient::sMethods[] = {
#if MAC_OS_X_VERSION_MIN_REQUIRED >= MAC_OS_X_VERSION_10_15 && KERNEL
    { (IOExternalMethodAction) &ProbeUserClient::sRead, 0, 0, 0, sizeof(Probe) },
#endif
};
