struct Metrics { uint32_t width; uint32_t height; };
struct Mode { uint32_t width; uint32_t height; uint32_t rate; uint32_t flags; };

static const IOExternalMethodDispatch sMethods[4] = {
    // The size stands where the number of scalars belongs.
    { (IOExternalMethodAction) &ViewUserClient::sGetMetrics, 0, 0, sizeof(Metrics), 0 },
    { (IOExternalMethodAction) &ViewUserClient::sSetMode, sizeof(Mode), 0, 0, 0 },
    { (IOExternalMethodAction) &ViewUserClient::sGetName, 1, 0, 256, 0 },
    // The function comes first.
    { 1, (IOExternalMethodAction) &ViewUserClient::sFlush, 0, 0, 0 },
};
