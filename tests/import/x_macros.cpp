// The enum and the rows are made of one list, by macros that are other ones there.
#define METHODS(X) \
    X(Grind, 0, 0, 0, 0) \
    X(Weigh, 0, 0, 0, sizeof(uint64_t))
#define X(name, ...) kMill##name,
enum { METHODS(X) kMillCount };
#undef X
#define X(name, ...) [kMill##name] = ROW(s##name, ##__VA_ARGS__),
#define ROW(name, ...) { (IOExternalMethodAction) &MillUserClient::name __VA_OPT__(,) __VA_ARGS__ }
#define TABLE(of) const IOExternalMethodDispatch of::sMethods[kMillCount] =

TABLE(MillUserClient) {
    METHODS(X)
};
#undef X
