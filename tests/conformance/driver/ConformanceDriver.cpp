#include "ConformanceDriver.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>
#include <DriverKit/IOUserClient.h>

#include "Late.h"

struct ConformanceDriver_IVars
{
    uint32_t clients; // that are open; atomic
};

bool ConformanceDriver::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(ConformanceDriver_IVars, 1);
    return ivars != nullptr;
}

void ConformanceDriver::free()
{
    IOSafeDeleteNULL(ivars, ConformanceDriver_IVars, 1);
    super::free();
}

// The role is in the Info.plist: `stays`, `leaves` or `late`.
static bool IsLate(ConformanceDriver * driver)
{
    OSDictionary * properties = nullptr;
    if (driver->CopyProperties(&properties) != kIOReturnSuccess) {
        return false;
    }
    OSString * const role = OSDynamicCast(OSString, properties->getObject("ConformanceRole"));
    const bool late = role != nullptr && role->isEqualTo("late");
    OSSafeReleaseNULL(properties);
    return late;
}

kern_return_t IMPL(ConformanceDriver, Start)
{
    const kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    if (IsLate(this)) {
        SetLate(this);
        return kIOReturnSuccess;
    }
    return RegisterService();
}

kern_return_t IMPL(ConformanceDriver, Stop)
{
    ForgetLate(this);
    return Stop(provider, SUPERDISPATCH);
}

kern_return_t IMPL(ConformanceDriver, NewUserClient)
{
    if (type != 0) {
        return kIOReturnUnsupported;
    }
    IOService * client = nullptr;
    const kern_return_t ret = Create(this, "ConformanceProperties", &client);
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

void ConformanceDriver::ClientStarted()
{
    __atomic_add_fetch(&ivars->clients, 1, __ATOMIC_RELAXED);
}

void ConformanceDriver::ClientStopped()
{
    __atomic_sub_fetch(&ivars->clients, 1, __ATOMIC_RELAXED);
}

uint32_t ConformanceDriver::Clients()
{
    return __atomic_load_n(&ivars->clients, __ATOMIC_RELAXED);
}
