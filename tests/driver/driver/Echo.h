// What the handlers share: they say that they were entered, and do what the test has planned.

#ifndef Echo_h
#define Echo_h

#include "EchoUserClient.h"
#include "EchoUserClientDispatch.h"
#include "Target.h"

struct EchoUserClient_IVars : Life
{
    EchoUserClientState state;

    uint64_t entered; // how many handlers were
    uint32_t last; // and which was the last
    kern_return_t failure; // what the next handler returns
    bool miscounts; // the next handler of a variable output answers `count`
    uint64_t count;

    uint64_t words[16];
    Large large;
    uint8_t kept[16384]; // what a handler without an output was given
    size_t keptLength;

    void Free() { state.Free(); }
};

/// A handler ends with this, when its outputs are filled: a planned failure comes as late as can be.
inline kern_return_t Done(EchoUserClient_IVars * ivars, uint32_t selector)
{
    ivars->entered += 1;
    ivars->last = selector;
    const kern_return_t ret = ivars->failure;
    ivars->failure = kIOReturnSuccess;
    return ret;
}

/// Echoes as many elements as there is room for, or lies about their number if that is planned.
template <typename T>
void Echo(
    EchoUserClient_IVars * ivars,
    const T * value,
    size_t count,
    T * back,
    size_t capacity,
    size_t * backCount)
{
    *backCount = count < capacity ? count : capacity;
    if (*backCount > 0) {
        memcpy(back, value, *backCount * sizeof(T));
    }
    if (ivars->miscounts) {
        *backCount = static_cast<size_t>(ivars->count);
        ivars->miscounts = false;
    }
}

/// Keeps bytes behind those that were kept, for `kept`.
inline void Keep(EchoUserClient_IVars * ivars, const void * bytes, size_t length)
{
    const size_t room = sizeof(ivars->kept) - ivars->keptLength;
    const size_t copied = length < room ? length : room;
    memcpy(ivars->kept + ivars->keptLength, bytes, copied);
    ivars->keptLength += copied;
}

#endif
