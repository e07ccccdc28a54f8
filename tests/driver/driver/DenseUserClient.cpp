// The user client whose selectors have no gap.

#include "DenseUserClient.h"

#include "DenseUserClientDispatch.h"
#include "Target.h"

struct DenseUserClient_IVars : Life
{
    uint64_t entered;
};

LIFE(DenseUserClient)

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
