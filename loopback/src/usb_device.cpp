// IOUSBHostDevice, and the control requests that interfaces send as well.
#include "classes.h"
#include "make.h"
#include "service.h"
#include "usb_completions.h"
#include "usb_descriptors.h"
#include "usb_services.h"

using namespace loopback;
using usb::ModelOf;
using usb::Part;

LOOPBACK_DEFINE_CLASS(IOUSBHostDevice, "IOService");
LOOPBACK_DEFINE_DISPATCH(IOUSBHostDevice);

namespace loopback::usb {

IOUSBHostDevice * MakeDevice(std::shared_ptr<Interface> interface) {
    IOUSBHostDevice * made = Make<IOUSBHostDevice>();
    if (made != nullptr) {
        DropQueues(made);
        made->ivars->interface = std::move(interface);
    }
    return made;
}

kern_return_t RequestAndWait(
    Interface & interface, const Setup & setup, IOMemoryDescriptor * dataBuffer,
    uint16_t * bytesTransferred) {
    uint32_t done = 0;
    const kern_return_t status = interface.Request(setup, dataBuffer, &done);
    if (bytesTransferred != nullptr) {
        *bytesTransferred = static_cast<uint16_t>(done);
    }
    return status;
}

// The device answers at once, so that nothing is ever in flight.
kern_return_t RequestLater(
    Interface & interface, const Setup & setup, IOMemoryDescriptor * dataBuffer,
    OSAction * completion) {
    if (completion == nullptr ||
        !IsFor(completion, IOUSBHostDevice_CompleteAsyncDeviceRequest_ID, "AsyncDeviceRequest")) {
        return kIOReturnBadArgument;
    }
    uint32_t done = 0;
    const kern_return_t status = interface.Request(setup, dataBuffer, &done);
    if (status == kIOReturnBadArgument) {
        return status;
    }
    SendRequested(completion, status, done);
    return kIOReturnSuccess;
}

} // namespace loopback::usb

bool IOUSBHostDevice::init() {
    if (!super::init()) {
        return false;
    }
    ivars = new IOUSBHostDevice_IVars;
    return true;
}

void IOUSBHostDevice::free() {
    delete ivars;
    super::free();
}

kern_return_t IOUSBHostDevice::Open(IOService * forClient, IOOptionBits options, uintptr_t arg) {
    (void)options;
    (void)arg;
    return ModelOf(ivars).Open(Part::kDevice, forClient);
}

kern_return_t IOUSBHostDevice::Close(IOService * forClient, IOOptionBits options) {
    (void)options;
    return ModelOf(ivars).Close(Part::kDevice, forClient);
}

kern_return_t IOUSBHostDevice::GetSpeed(uint8_t * speed) const {
    *speed = ModelOf(ivars).identity.speed;
    return kIOReturnSuccess;
}

kern_return_t IOUSBHostDevice::GetAddress(uint8_t * address) const {
    *address = usb::Interface::kAddress;
    return kIOReturnSuccess;
}

const IOUSBDeviceDescriptor * IOUSBHostDevice::CopyDeviceDescriptor() {
    return static_cast<const IOUSBDeviceDescriptor *>(
        usb::CopyDescriptor(ModelOf(ivars).DeviceDescriptor()));
}

const IOUSBConfigurationDescriptor * IOUSBHostDevice::CopyConfigurationDescriptor() {
    return static_cast<const IOUSBConfigurationDescriptor *>(
        usb::CopyDescriptor(ModelOf(ivars).ConfigurationDescriptor()));
}

kern_return_t IOUSBHostDevice::CreateIOBuffer(
    IOOptionBits options, uint64_t capacity, IOBufferMemoryDescriptor ** buffer) {
    const kern_return_t gone = ModelOf(ivars).CheckAttached();
    return gone != kIOReturnSuccess
               ? gone
               : IOBufferMemoryDescriptor::Create(options, capacity, 0, buffer);
}

kern_return_t IOUSBHostDevice::DeviceRequest(
    IOService * forClient, uint8_t bmRequestType, uint8_t bRequest, uint16_t wValue,
    uint16_t wIndex, uint16_t wLength, IOMemoryDescriptor * dataBuffer,
    uint16_t * bytesTransferred, uint32_t completionTimeoutMs) {
    (void)completionTimeoutMs;
    usb::Interface & model = ModelOf(ivars);
    const kern_return_t refused =
        forClient == nullptr ? kIOReturnNotOpen : model.CheckOpen(Part::kDevice, forClient);
    return refused != kIOReturnSuccess
               ? refused
               : usb::RequestAndWait(
                     model, {bmRequestType, bRequest, wValue, wIndex, wLength}, dataBuffer,
                     bytesTransferred);
}

kern_return_t IOUSBHostDevice::AsyncDeviceRequest(
    IOService * forClient, uint8_t bmRequestType, uint8_t bRequest, uint16_t wValue,
    uint16_t wIndex, uint16_t wLength, IOMemoryDescriptor * dataBuffer, OSAction * completion,
    uint32_t completionTimeoutMs) {
    (void)completionTimeoutMs;
    usb::Interface & model = ModelOf(ivars);
    const kern_return_t refused =
        forClient == nullptr ? kIOReturnNotOpen : model.CheckOpen(Part::kDevice, forClient);
    return refused != kIOReturnSuccess
               ? refused
               : usb::RequestLater(
                     model, {bmRequestType, bRequest, wValue, wIndex, wLength}, dataBuffer,
                     completion);
}

kern_return_t IOUSBHostDevice::AbortDeviceRequests(
    IOService * forClient, IOOptionBits options, IOReturn withError) {
    (void)options;
    (void)withError;
    return ModelOf(ivars).CheckOpen(Part::kDevice, forClient);
}
