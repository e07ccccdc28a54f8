#ifndef FORK_USER_CLIENT
#define FORK_USER_CLIENT

#if FORK_HAS_ADMIN
const IOExternalMethodDispatch ForkUserClient::sMethods[] = {
    { (IOExternalMethodAction) &ForkUserClient::sErase, 0, 0, 0, 0 },
    { (IOExternalMethodAction) &ForkUserClient::sRead, 1, 0, 1, 0 },
};
#else
const IOExternalMethodDispatch ForkUserClient::sMethods[] = {
    { (IOExternalMethodAction) &ForkUserClient::sRead, 1, 0, 1, 0 },
};
#endif

#endif
