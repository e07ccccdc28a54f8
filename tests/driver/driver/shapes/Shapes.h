// What the handlers share.

#ifndef Shapes_h
#define Shapes_h

#include "ShapesUserClient.h"
#include "ShapesUserClientDispatch.h"
#include "Target.h"

struct ShapesUserClient_IVars : Life
{
    uint64_t entered; // how many handlers were
    uint32_t last; // and which was the last
};

/// Each handler says that it was entered.
inline void Enter(ShapesUserClient_IVars * ivars, uint32_t selector)
{
    ivars->entered += 1;
    ivars->last = selector;
}

#endif
