// The user client whose selectors have no gap.

#include "DenseUserClient.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>

#include "DenseUserClientDispatch.h"

struct DenseUserClient_IVars
{
    uint64_t entered;
};

bool DenseUserClient::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(DenseUserClient_IVars, 1);
    return ivars != nullptr;
}

void DenseUserClient::free()
{
    IOSafeDeleteNULL(ivars, DenseUserClient_IVars, 1);
    super::free();
}

kern_return_t IMPL(DenseUserClient, Start)
{
    return Start(provider, SUPERDISPATCH);
}

kern_return_t IMPL(DenseUserClient, Stop)
{
    return Stop(provider, SUPERDISPATCH);
}

kern_return_t DenseUserClient::Entered(uint64_t * count)
{
    *count = ivars->entered;
    return kIOReturnSuccess;
}

kern_return_t DenseUserClient::First(uint64_t word, uint64_t * wordBack)
{
    ivars->entered += 1;
    *wordBack = word;
    return kIOReturnSuccess;
}

kern_return_t DenseUserClient::Last()
{
    ivars->entered += 1;
    return kIOReturnSuccess;
}
