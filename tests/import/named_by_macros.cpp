#define CLASS(name)  JOINED_ELSEWHERE(OUR_PREFIX, name)
#define BellUserClient CLASS(UserClient)
#define Bell           CLASS(Driver)

bool BellUserClient::start(IOService * provider)
{
    fBell = OSDynamicCast(Bell, provider);
    return fBell != nullptr && super::start(provider);
}

const IOExternalMethodDispatch BellUserClient::sMethods[] = {
    { (IOExternalMethodAction) &BellUserClient::sRing, 1, 0, 0, 0 },
};
