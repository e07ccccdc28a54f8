#define WITH_LEDS 1
#if defined(WITH_LEDS) && WITH_LEDS > 0
#define LED_COUNT 3
#else
#define LED_COUNT 0
#endif

const IOExternalMethodDispatch BoardUserClient::sMethods[] = {
    { (IOExternalMethodAction) &BoardUserClient::sReset, 0, 0, 0, 0 },
#if WITH_LEDS
    { (IOExternalMethodAction) &BoardUserClient::sSetLeds, LED_COUNT, 0, 0, 0 },
#endif
#if 0
    { (IOExternalMethodAction) &BoardUserClient::sOld },
#elif defined(__APPLE__)
    { (IOExternalMethodAction) &BoardUserClient::sNew, 0, 0, LED_COUNT * 2, 0 },
#endif
};
