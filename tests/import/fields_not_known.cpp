struct Part { uint8_t bytes[kPartLength]; };
struct Whole { Part first; };
struct Other { Elsewhere where; uint32_t what; };
class Drawn { public: virtual void draw(); uint32_t x; };

const IOExternalMethodDispatch GearUserClient::sMethods[] = {
    { (IOExternalMethodAction) &GearUserClient::sPart, 0, sizeof(Whole), 0, sizeof(Other) },
    { (IOExternalMethodAction) &GearUserClient::sDrawn, 0, sizeof(Drawn), 0, 0 },
};
