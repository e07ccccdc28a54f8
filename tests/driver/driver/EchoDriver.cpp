#include "EchoDriver.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOUserClient.h>

kern_return_t IMPL(EchoDriver, Start)
{
    const kern_return_t ret = Start(provider, SUPERDISPATCH);
    return ret == kIOReturnSuccess ? RegisterService() : ret;
}

// Type 0 is every shape of call, type 1 the selectors without a gap.
kern_return_t IMPL(EchoDriver, NewUserClient)
{
    if (type > 1) {
        return kIOReturnUnsupported;
    }
    IOService * client = nullptr;
    const kern_return_t ret = Create(this, type == 0 ? "EchoProperties" : "DenseProperties", &client);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    *userClient = OSDynamicCast(IOUserClient, client);
    if (*userClient == nullptr) {
        client->release();
        return kIOReturnError;
    }
    return kIOReturnSuccess;
}
