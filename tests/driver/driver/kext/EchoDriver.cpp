// Type 0 is every shape of call, type 1 the selectors without a gap.

#include "DenseUserClient.h"
#include "EchoUserClient.h"
#include "Provider.h"

namespace
{

IOUserClient * New(UInt32 type)
{
    switch (type) {
    case 0:
        return new EchoUserClient;
    case 1:
        return new DenseUserClient;
    default:
        return nullptr;
    }
}

} // namespace

PROVIDER(EchoDriver, New(type))
