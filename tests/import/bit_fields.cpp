struct Flags { uint32_t ready : 1; uint32_t mode : 3; uint32_t : 4; uint32_t level : 8; };
struct Mixed { uint8_t kind; uint32_t low : 4; uint32_t high : 20; uint16_t more; };
struct Small { uint8_t a : 3, b : 5; uint8_t c : 1; };
struct Split { uint16_t a : 9; uint16_t b : 9; uint16_t : 0; uint16_t c : 1; };
struct __attribute__((packed)) Tight { uint8_t kind; uint32_t a : 10; uint32_t b : 10; uint16_t last; };
struct Single { uint64_t only : 40; bool on : 1; };

const IOExternalMethodDispatch ValveUserClient::sMethods[] = {
    { (IOExternalMethodAction) &ValveUserClient::sFlags, 0, sizeof(Flags), 0, sizeof(Mixed) },
    { (IOExternalMethodAction) &ValveUserClient::sSmall, 0, sizeof(Small), 0, sizeof(Split) },
    { (IOExternalMethodAction) &ValveUserClient::sTight, 0, sizeof(Tight), 0, sizeof(Single) },
};
