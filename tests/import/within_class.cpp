// Nothing but the braces around the table says whose it is.
struct Stone { uint32_t weight; };
class OSMetaClass MillUserClient final : public IOUserClient {
    static IOReturn sGrind(OSObject * target, void * reference, IOExternalMethodArguments * arguments);
    static constexpr IOExternalMethodDispatch sMethods[] = {
        { (IOExternalMethodAction) &sGrind, 0, sizeof(Stone), 0, 0 },
    };
};
