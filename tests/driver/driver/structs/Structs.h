// What the handlers share.

#ifndef Structs_h
#define Structs_h

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>
#include <string.h>

#include "StructsUserClient.h"
#include "StructsUserClientDispatch.h"

struct StructsUserClient_IVars
{
    uint64_t entered; // how many handlers were
};

#endif
