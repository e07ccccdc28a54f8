// The life of the user client.

#include "Shapes.h"

LIFE(ShapesUserClient)

kern_return_t ShapesUserClient::Entered(uint64_t * count, uint32_t * last)
{
    *count = ivars->entered;
    *last = ivars->last;
    return kIOReturnSuccess;
}
