// What the user client keeps, in a dext and in a kext.

#ifndef Both_h
#define Both_h

#include "BothUserClient.h"
#include "BothUserClientDispatch.h"

class BothDriver;

struct BothUserClient_IVars
{
    BothUserClientState state; // what the generated code keeps
    BothUserClientLaterCompletion later;
    uint64_t laterNumber; // that it was asked with
    BothUserClientWatchCompletion watch;
    BothDriver * provider;
    uint64_t ticks; // so many have been put into the ring
};

#endif // Both_h
