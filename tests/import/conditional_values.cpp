// The rows are the same in every build, and what they say isn't.
#ifdef MILL_LARGE
#define STONES 2
constexpr uint32_t kGrains = 8;
#define ROW(name) { (IOExternalMethodAction) &MillUserClient::name, 1, 0, 0, 0 }
struct Sack { uint32_t grains[8]; };
#else
#define STONES 1
constexpr uint32_t kGrains = 4;
#define ROW(name) { (IOExternalMethodAction) &MillUserClient::name, 0, 0, 0, 0 }
struct Sack { uint32_t grains[4]; };
#endif

struct Grain {
    uint32_t size;
#if MILL_COLORS
    uint32_t color;
#endif
};

#ifndef MILL_SAILS
#define MILL_SAILS 4
#endif

const IOExternalMethodDispatch MillUserClient::sMethods[] = {
    { (IOExternalMethodAction) &MillUserClient::sGrind, STONES, 0, 0, 0 },
    { (IOExternalMethodAction) &MillUserClient::sFill, 0, kGrains, MILL_SAILS, 0 },
    { (IOExternalMethodAction) &MillUserClient::sSell, 0, sizeof(Sack), 0, sizeof(Grain) },
    ROW(sStop),
};
