// The life of the user client.

#include "Structs.h"

LIFE(StructsUserClient)

kern_return_t StructsUserClient::Entered(uint64_t * count)
{
    *count = ivars->entered;
    return kIOReturnSuccess;
}
