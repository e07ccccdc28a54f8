struct Keys { uint8_t keys[8]; };
struct Buttons { uint16_t buttons; int16_t x; int16_t y; };

// Selectors 1 to 3 are one function, which tells by the size what it got; 5 and 6 differ by more.
const IOExternalMethodDispatch PadUserClient::sMethods[] = {
    { (IOExternalMethodAction) &PadUserClient::staticReset, 0, 0, 0, 0 },
    { (IOExternalMethodAction) &PadUserClient::staticPost, 0, sizeof(Keys), 0, 0 },
    { (IOExternalMethodAction) &PadUserClient::staticPost, 0, sizeof(Buttons), 0, 0 },
    { (IOExternalMethodAction) &PadUserClient::staticPost, 0, 33, 0, 0 },
    { NULL, 0, 0, 0, 0 },
    { (IOExternalMethodAction) &PadUserClient::staticGet, 0, 0, 1, 0 },
    { (IOExternalMethodAction) &PadUserClient::staticGet, 1, 0, 0, 16 },
};
