struct alignas(16) Grain { uint32_t size; };
struct Sack { uint8_t grains[3]; } __attribute__((aligned(8)));
struct alignas(uint64_t) Mill { uint32_t stones; };
struct Wind { uint32_t speed; void (*changed)(uint32_t speed); };
struct Sail { alignas(8) uint32_t width; uint32_t height; };
#pragma pack(push, 0)
struct Gear { uint8_t teeth; uint32_t ratio; };
#pragma pack(pop)

const IOExternalMethodDispatch MillUserClient::sMethods[] = {
    { (IOExternalMethodAction) &MillUserClient::sGrind, 0, sizeof(Grain), 0, sizeof(Sack) },
    { (IOExternalMethodAction) &MillUserClient::sTurn, 0, sizeof(Wind), 0, sizeof(Sail) },
    { (IOExternalMethodAction) &MillUserClient::sSell, 0, sizeof(Mill), 0, sizeof(Gear) },
};
