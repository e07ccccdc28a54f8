#include "SharedBufferDriver.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>
#include <DriverKit/IOUserClient.h>
#include <USBDriverKit/IOUSBHostInterface.h>
#include <USBDriverKit/IOUSBHostPipe.h>

static const uint8_t kBulkOut = 0x02; // the address of the endpoint

struct SharedBufferDriver_IVars
{
    IOUSBHostInterface * interface; // open from Start to Stop
    IOUSBHostPipe * pipe;
    bool lent; // user clients have queues of their own: only by atomics
};

bool SharedBufferDriver::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(SharedBufferDriver_IVars, 1);
    return ivars != nullptr;
}

void SharedBufferDriver::free()
{
    if (ivars != nullptr) {
        OSSafeReleaseNULL(ivars->pipe);
        OSSafeReleaseNULL(ivars->interface);
    }
    IOSafeDeleteNULL(ivars, SharedBufferDriver_IVars, 1);
    super::free();
}

kern_return_t IMPL(SharedBufferDriver, Start)
{
    kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    IOUSBHostInterface * const interface = OSDynamicCast(IOUSBHostInterface, provider);
    if (interface == nullptr) {
        return kIOReturnNoDevice;
    }
    ret = interface->Open(this, 0, nullptr);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ret = interface->CopyPipe(kBulkOut, &ivars->pipe);
    if (ret == kIOReturnSuccess) {
        interface->retain();
        ivars->interface = interface;
        ret = RegisterService();
    }
    if (ret != kIOReturnSuccess) {
        interface->Close(this, 0); // a driver whose Start fails isn't stopped
    }
    return ret;
}

// All user clients have stopped before, and nothing is in flight.
kern_return_t IMPL(SharedBufferDriver, Stop)
{
    if (ivars->interface != nullptr) { // unless Start has failed
        ivars->interface->Close(this, 0);
    }
    return Stop(provider, SUPERDISPATCH);
}

kern_return_t IMPL(SharedBufferDriver, NewUserClient)
{
    if (type != 0) {
        return kIOReturnUnsupported;
    }
    // The class is in the driver's Info.plist, under this name.
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
    return kIOReturnSuccess;
}

kern_return_t SharedBufferDriver::Lend(IOUSBHostInterface ** interface, IOUSBHostPipe ** pipe)
{
    if (__atomic_exchange_n(&ivars->lent, true, __ATOMIC_ACQ_REL)) {
        return kIOReturnExclusiveAccess;
    }
    ivars->interface->retain();
    ivars->pipe->retain();
    *interface = ivars->interface;
    *pipe = ivars->pipe;
    return kIOReturnSuccess;
}

void SharedBufferDriver::Return()
{
    __atomic_store_n(&ivars->lent, false, __ATOMIC_RELEASE);
}
