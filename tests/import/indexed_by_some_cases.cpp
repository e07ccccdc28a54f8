static const IOExternalMethodDispatch sMethods[] = {
    { (IOExternalMethodAction) &SinkUserClient::sOpen, 1, 0, 0, 0 },
    { (IOExternalMethodAction) &SinkUserClient::sDrain, 0, 0, 1, 0 },
    { (IOExternalMethodAction) &SinkUserClient::sStop, 0, 0, 0, 0 },
};

static const size_t sSize = sizeof(sMethods) / sizeof(sMethods[0]);

static const IOExternalMethodDispatch * find(uint32_t selector)
{
    switch (selector) {
    case 7: return &sMethods[0];
    case kSinkDrain: return &sMethods[1];
    default: return nullptr;
    }
}
