// The life of the user client.

#include "Structs.h"

bool StructsUserClient::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(StructsUserClient_IVars, 1);
    return ivars != nullptr;
}

void StructsUserClient::free()
{
    if (ivars != nullptr) {
        OSSafeReleaseNULL(ivars->kept);
    }
    IOSafeDeleteNULL(ivars, StructsUserClient_IVars, 1);
    super::free();
}

kern_return_t IMPL(StructsUserClient, Start)
{
    return Start(provider, SUPERDISPATCH);
}

kern_return_t IMPL(StructsUserClient, Stop)
{
    return Stop(provider, SUPERDISPATCH);
}

kern_return_t StructsUserClient::Entered(uint64_t * count)
{
    *count = ivars->entered;
    return kIOReturnSuccess;
}
