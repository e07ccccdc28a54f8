#define COMPANY "com.example"
static const char * const kEntitlement = COMPANY ".mill" ".grind";
struct Grain { uint32_t size; uint64_t weight; uint16_t colors[3]; };
enum { kMillGrind = 'ab' - 'aa' - 1, kMillSieve = '\0' + 4 };

const IOExternalMethodDispatch2022 MillUserClient::sMethods[] = {
    [kMillGrind] = { { (IOExternalMethodAction) &MillUserClient::sGrind }, {1}, {}, {2}, 0, false, kEntitlement },
    [1] = { function: (IOExternalMethodAction) &MillUserClient::sStop, checkScalarInputCount: alignof(Grain) },
    [2] = { (IOExternalMethodAction) &MillUserClient::sWeigh, 0, sizeof(((Grain *) 0)->weight), 0, sizeof(Grain::colors) },
    [3] = { (IOExternalMethodAction) &MillUserClient::sSi\
eve, 0, 'A', 0, sizeof(static_cast<Grain *>(nullptr)->size), true, u8"com.example." R"x(mill)x" },
    [kMillSieve] = { 0L, 0, 0, 0, 0 },
    [5] = { {}, 0, 0, 0, 0 },
};
