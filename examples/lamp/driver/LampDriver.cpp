#include "LampDriver.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOUserClient.h>

kern_return_t IMPL(LampDriver, Start)
{
    kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    return RegisterService();
}

kern_return_t IMPL(LampDriver, Stop)
{
    return Stop(provider, SUPERDISPATCH);
}

kern_return_t IMPL(LampDriver, NewUserClient)
{
    if (type != 0) {
        return kIOReturnUnsupported;
    }
    // The class is in the driver's Info.plist, under this name.
    IOService * client = nullptr;
    kern_return_t ret = Create(this, "UserClientProperties", &client);
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
