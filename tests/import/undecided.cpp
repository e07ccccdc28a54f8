#ifndef BOARD_USER_CLIENT
#define BOARD_USER_CLIENT

enum {
    kBoardReset,
#if BOARD_HAS_LEDS
    kBoardLeds,
#endif
    kBoardStop
};

const IOExternalMethodDispatch BoardUserClient::sMethods[] = {
    [kBoardReset] = { (IOExternalMethodAction) &BoardUserClient::sReset, 0, 0, 0, 0 },
#ifdef DEBUG
    [kBoardLeds]  = { (IOExternalMethodAction) &BoardUserClient::sLeds, 1, 0, 0, 0 },
#endif
    [kBoardStop]  = { (IOExternalMethodAction) &BoardUserClient::sStop, 0, 0, 0, 0 },
};

#endif
