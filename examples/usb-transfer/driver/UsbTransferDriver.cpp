#include "UsbTransferDriver.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>
#include <DriverKit/IOUserClient.h>
#include <USBDriverKit/IOUSBHostInterface.h>
#include <USBDriverKit/IOUSBHostPipe.h>

// The addresses of the endpoints.
static const uint8_t kBulkIn = 0x81;
static const uint8_t kBulkOut = 0x02;

struct UsbTransferDriver_IVars
{
    UsbTransferPipes pipes; // the interface is open from Start to Stop
    bool lent; // user clients have queues of their own: only by atomics
};

bool UsbTransferDriver::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(UsbTransferDriver_IVars, 1);
    return ivars != nullptr;
}

void UsbTransferDriver::free()
{
    if (ivars != nullptr) {
        OSSafeReleaseNULL(ivars->pipes.in);
        OSSafeReleaseNULL(ivars->pipes.out);
        OSSafeReleaseNULL(ivars->pipes.interface);
    }
    IOSafeDeleteNULL(ivars, UsbTransferDriver_IVars, 1);
    super::free();
}

kern_return_t IMPL(UsbTransferDriver, Start)
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
    ret = interface->CopyPipe(kBulkIn, &ivars->pipes.in);
    if (ret == kIOReturnSuccess) {
        ret = interface->CopyPipe(kBulkOut, &ivars->pipes.out);
    }
    if (ret == kIOReturnSuccess) {
        interface->retain();
        ivars->pipes.interface = interface;
        ret = RegisterService();
    }
    if (ret != kIOReturnSuccess) {
        interface->Close(this, 0); // a driver whose Start fails isn't stopped
    }
    return ret;
}

// All user clients have stopped before, and nothing is in flight.
kern_return_t IMPL(UsbTransferDriver, Stop)
{
    if (ivars->pipes.interface != nullptr) { // unless Start has failed
        ivars->pipes.interface->Close(this, 0);
    }
    return Stop(provider, SUPERDISPATCH);
}

kern_return_t IMPL(UsbTransferDriver, NewUserClient)
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

kern_return_t UsbTransferDriver::Lend(UsbTransferPipes * pipes)
{
    if (__atomic_exchange_n(&ivars->lent, true, __ATOMIC_ACQ_REL)) {
        return kIOReturnExclusiveAccess;
    }
    *pipes = ivars->pipes;
    pipes->interface->retain();
    pipes->out->retain();
    pipes->in->retain();
    return kIOReturnSuccess;
}

void UsbTransferDriver::Return()
{
    __atomic_store_n(&ivars->lent, false, __ATOMIC_RELEASE);
}
