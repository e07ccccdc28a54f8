// What the handlers share.

#ifndef Structs_h
#define Structs_h

#include "StructsUserClient.h"
#include "StructsUserClientDispatch.h"
#include "Target.h"

struct StructsUserClient_IVars : Life
{
    uint64_t entered; // how many handlers were
    IOMemoryDescriptor * kept; // what `keep` has kept
    uint64_t keptLength;

    void Free() { OSSafeReleaseNULL(kept); }
};

#endif
