#if KERNEL_EXTENSION
const IOExternalMethodDispatch FoxUserClient::sMethods[] = {
    { (IOExternalMethodAction) &FoxUserClient::sRun, 0, 0, 0, 0 },
};
#endif
