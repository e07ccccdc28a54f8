#include "ModelDriver.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOUserClient.h>

kern_return_t IMPL(ModelDriver, Start)
{
    const kern_return_t ret = Start(provider, SUPERDISPATCH);
    return ret == kIOReturnSuccess ? RegisterService() : ret;
}

kern_return_t IMPL(ModelDriver, NewUserClient)
{
    (void)type;
    // A test starts it with the properties of the one that it asks for.
    IOService * client = nullptr;
    const kern_return_t ret = Create(this, "UserClientProperties", &client);
    *userClient = ret == kIOReturnSuccess ? OSDynamicCast(IOUserClient, client) : nullptr;
    return ret;
}
