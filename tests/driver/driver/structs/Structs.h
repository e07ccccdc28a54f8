// What the handlers share.

#ifndef Structs_h
#define Structs_h

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>
#include <DriverKit/IOMemoryDescriptor.h>
#include <DriverKit/IOMemoryMap.h>
#include <string.h>

#include "StructsUserClient.h"
#include "StructsUserClientDispatch.h"

struct StructsUserClient_IVars
{
    uint64_t entered; // how many handlers were
    IOMemoryDescriptor * kept; // what `keep` has kept
    uint64_t keptLength;
};

#endif
