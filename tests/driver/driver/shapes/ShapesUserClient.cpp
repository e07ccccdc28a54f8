// The life of the user client.

#include "Shapes.h"

bool ShapesUserClient::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(ShapesUserClient_IVars, 1);
    return ivars != nullptr;
}

void ShapesUserClient::free()
{
    IOSafeDeleteNULL(ivars, ShapesUserClient_IVars, 1);
    super::free();
}

kern_return_t IMPL(ShapesUserClient, Start)
{
    return Start(provider, SUPERDISPATCH);
}

kern_return_t IMPL(ShapesUserClient, Stop)
{
    return Stop(provider, SUPERDISPATCH);
}

kern_return_t ShapesUserClient::Entered(uint64_t * count, uint32_t * last)
{
    *count = ivars->entered;
    *last = ivars->last;
    return kIOReturnSuccess;
}
