#include "BothDriver.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>

struct BothDriver_IVars
{
    uint32_t opened; // changed and read on queues of several user clients: atomically
};

bool BothDriver::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(BothDriver_IVars, 1);
    return ivars != nullptr;
}

void BothDriver::free()
{
    IOSafeDeleteNULL(ivars, BothDriver_IVars, 1);
    super::free();
}

kern_return_t IMPL(BothDriver, Start)
{
    const kern_return_t ret = Start(provider, SUPERDISPATCH);
    return ret == kIOReturnSuccess ? RegisterService() : ret;
}

kern_return_t IMPL(BothDriver, NewUserClient)
{
    if (type != 0) {
        return kIOReturnUnsupported;
    }
    IOService * client = nullptr;
    const kern_return_t ret = Create(this, "UserClientProperties", &client);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    *userClient = OSDynamicCast(IOUserClient, client);
    if (*userClient == nullptr) {
        client->release();
        return kIOReturnError;
    }
    __atomic_add_fetch(&ivars->opened, 1, __ATOMIC_RELAXED);
    return kIOReturnSuccess;
}

kern_return_t BothDriver::Opened(BothUserClient *, uint32_t * count)
{
    *count = __atomic_load_n(&ivars->opened, __ATOMIC_RELAXED);
    return kIOReturnSuccess;
}
