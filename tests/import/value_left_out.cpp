// One value is missing, and which one is seen by those behind it.
struct Grain { uint32_t size; };

const IOUserClientMethodDispatch MillUserClient::sMethods[] = {
    { &MillUserClient::Grind, 1, sizeof(Grain), 0, 0 },
    { &MillUserClient::Stop, true, 0, 0, 0 },
    { &MillUserClient::Weigh, 0, sizeof(Grain), 0, 0 },
    { &MillUserClient::Sieve, false, sizeof(Grain), 0, 0 },
    { &MillUserClient::Open, false, 0, 0, sizeof(Grain) },
    { &MillUserClient::Close, false, sizeof(Grain), sizeof(Grain) },
    { nullptr, false },
};
