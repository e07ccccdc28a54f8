#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(com.example.x)
#define MILL mill.a-name-that-is-longer-than-what-fits-into-sixty-letters
#define COUNT 1
#define MORE(of, than) ((of) > (than) ? (of) : (than))
const IOExternalMethodDispatch2022 MillUserClient::sMethods[] = {
    { (IOExternalMethodAction) &MillUserClient::sGrind, COUNT, 0, 0, 0, false, TEXT(MILL) },
#undef COUNT
#define COUNT 2
    { (IOExternalMethodAction) &MillUserClient::sWeigh, COUNT, 0, MORE(MORE(1, 3), MORE(2, COUNT)), 0, true, TEXT_OF(com.example.b) },
};
#undef COUNT
#define COUNT 3
