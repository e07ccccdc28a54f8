// A driver with the hardware that a test plays, if there is any.

#include "MappedDriver.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOUserClient.h>
#include <PCIDriverKit/IOPCIDevice.h>
#include <USBDriverKit/IOUSBHostInterface.h>

kern_return_t IMPL(MappedDriver, Start)
{
    kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    if (IOPCIDevice * const pci = OSDynamicCast(IOPCIDevice, provider)) {
        ret = pci->Open(this, 0);
    }
    if (IOUSBHostInterface * const usb = OSDynamicCast(IOUSBHostInterface, provider)) {
        ret = usb->Open(this, 0, nullptr);
    }
    return ret == kIOReturnSuccess ? RegisterService() : ret;
}

kern_return_t IMPL(MappedDriver, Stop)
{
    if (IOPCIDevice * const pci = OSDynamicCast(IOPCIDevice, provider)) {
        pci->Close(this, 0);
    }
    if (IOUSBHostInterface * const usb = OSDynamicCast(IOUSBHostInterface, provider)) {
        usb->Close(this, 0);
    }
    return Stop(provider, SUPERDISPATCH);
}

kern_return_t IMPL(MappedDriver, NewUserClient)
{
    if (type != 0) {
        return kIOReturnUnsupported;
    }
    IOService * client = nullptr;
    const kern_return_t ret = Create(this, "MappedProperties", &client);
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
