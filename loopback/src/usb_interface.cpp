// IOUSBHostInterface. What Apple documents is imitated; what it doesn't is in the README's table.
#include "classes.h"
#include "machine.h"
#include "make.h"
#include "service.h"
#include "usb_descriptors.h"
#include "usb_services.h"

using namespace loopback;
using usb::ModelOf;
using usb::Part;

LOOPBACK_DEFINE_CLASS(IOUSBHostInterface, "IOService");
LOOPBACK_DEFINE_DISPATCH(IOUSBHostInterface);

IOService * usb::Interface::MakeNub() {
    IOUSBHostInterface * nub = Make<IOUSBHostInterface>();
    if (nub != nullptr) {
        SetClock(Machine::Current()->clock());
        nub->ivars->interface = shared_from_this();
        nub->IOService::ivars->hardware = shared_from_this();
    }
    return nub;
}

bool IOUSBHostInterface::init() {
    if (!super::init()) {
        return false;
    }
    ivars = new IOUSBHostInterface_IVars;
    return true;
}

// Lets what was copied from an interface go.
static void ForgetCopies(IOUSBHostInterface_IVars * ivars) {
    std::map<uint8_t, IOUSBHostPipe *> pipes;
    IOUSBHostDevice * device = nullptr;
    {
        const std::lock_guard lock(ivars->mutex);
        pipes.swap(ivars->pipes);
        std::swap(device, ivars->device);
    }
    for (auto & [address, pipe] : pipes) {
        OSSafeReleaseNULL(pipe);
    }
    OSSafeReleaseNULL(device);
}

void IOUSBHostInterface::free() {
    if (ivars != nullptr) {
        ForgetCopies(ivars);
        delete ivars;
    }
    super::free();
}

kern_return_t IOUSBHostInterface::Open(IOService * forClient, IOOptionBits options, uint8_t * arg) {
    (void)arg;
    if (options != 0) {
        Note("Open of IOUSBHostInterface: the loopback knows no options, 0x%x is taken as 0", options);
    }
    return ModelOf(ivars).Open(Part::kInterface, forClient);
}

kern_return_t IOUSBHostInterface::Close(IOService * forClient, IOOptionBits options) {
    (void)options;
    const kern_return_t closed = ModelOf(ivars).Close(Part::kInterface, forClient);
    if (closed == kIOReturnSuccess) {
        ForgetCopies(ivars);
    }
    return closed;
}

kern_return_t IOUSBHostInterface::CopyPipe(uint8_t address, IOUSBHostPipe ** pipe) {
    *pipe = nullptr;
    usb::Interface & model = ModelOf(ivars);
    if (const kern_return_t refused = model.CheckOpen(Part::kInterface, nullptr);
        refused != kIOReturnSuccess) {
        return refused;
    }
    std::shared_ptr<usb::Pipe> found = model.FindPipe(address);
    if (found == nullptr) {
        return kIOReturnNotFound;
    }
    const std::lock_guard lock(ivars->mutex);
    IOUSBHostPipe *& place = ivars->pipes[address];
    if (place == nullptr) {
        place = usb::MakePipe(ivars->interface, std::move(found));
        if (place == nullptr) {
            return kIOReturnNoMemory;
        }
    }
    place->retain();
    *pipe = place;
    return kIOReturnSuccess;
}

kern_return_t IOUSBHostInterface::CopyDevice(IOUSBHostDevice ** device) {
    *device = nullptr;
    const kern_return_t gone = ModelOf(ivars).CheckAttached();
    if (gone != kIOReturnSuccess) {
        return gone;
    }
    const std::lock_guard lock(ivars->mutex);
    if (ivars->device == nullptr) {
        ivars->device = usb::MakeDevice(ivars->interface);
        if (ivars->device == nullptr) {
            return kIOReturnNoMemory;
        }
    }
    ivars->device->retain();
    *device = ivars->device;
    return kIOReturnSuccess;
}

kern_return_t IOUSBHostInterface::SetIdlePolicy(uint32_t deviceIdleTimeout) {
    const std::lock_guard lock(ivars->mutex);
    ivars->idleTimeoutMs = deviceIdleTimeout;
    return ModelOf(ivars).CheckAttached();
}

kern_return_t IOUSBHostInterface::GetIdlePolicy(uint32_t * deviceIdleTimeout) {
    const std::lock_guard lock(ivars->mutex);
    *deviceIdleTimeout = ivars->idleTimeoutMs;
    return ModelOf(ivars).CheckAttached();
}

const IOUSBConfigurationDescriptor * IOUSBHostInterface::CopyConfigurationDescriptor() {
    return static_cast<const IOUSBConfigurationDescriptor *>(
        usb::CopyDescriptor(ModelOf(ivars).ConfigurationDescriptor()));
}

const IOUSBInterfaceDescriptor * IOUSBHostInterface::GetInterfaceDescriptor(
    const IOUSBConfigurationDescriptor * configurationDescriptor) {
    const uint8_t number = ModelOf(ivars).identity.interfaceNumber;
    const IOUSBInterfaceDescriptor * found = nullptr;
    do {
        found = IOUSBGetNextInterfaceDescriptor(
            configurationDescriptor, reinterpret_cast<const IOUSBDescriptorHeader *>(found));
    } while (found != nullptr && found->bInterfaceNumber != number);
    return found;
}

kern_return_t IOUSBHostInterface::CreateIOBuffer(
    IOOptionBits options, uint64_t capacity, IOBufferMemoryDescriptor ** buffer) {
    const kern_return_t gone = ModelOf(ivars).CheckAttached();
    return gone != kIOReturnSuccess
               ? gone
               : IOBufferMemoryDescriptor::Create(options, capacity, 0, buffer);
}

kern_return_t IOUSBHostInterface::DeviceRequest(
    uint8_t bmRequestType, uint8_t bRequest, uint16_t wValue, uint16_t wIndex, uint16_t wLength,
    IOMemoryDescriptor * dataBuffer, uint16_t * bytesTransferred, uint32_t completionTimeoutMs) {
    (void)completionTimeoutMs;
    usb::Interface & model = ModelOf(ivars);
    const kern_return_t refused = model.CheckOpen(Part::kInterface, nullptr);
    return refused != kIOReturnSuccess
               ? refused
               : usb::RequestAndWait(
                     model, {bmRequestType, bRequest, wValue, wIndex, wLength}, dataBuffer,
                     bytesTransferred);
}

kern_return_t IOUSBHostInterface::AsyncDeviceRequest(
    uint8_t bmRequestType, uint8_t bRequest, uint16_t wValue, uint16_t wIndex, uint16_t wLength,
    IOMemoryDescriptor * dataBuffer, OSAction * completion, uint32_t completionTimeoutMs) {
    (void)completionTimeoutMs;
    usb::Interface & model = ModelOf(ivars);
    const kern_return_t refused = model.CheckOpen(Part::kInterface, nullptr);
    return refused != kIOReturnSuccess
               ? refused
               : usb::RequestLater(
                     model, {bmRequestType, bRequest, wValue, wIndex, wLength}, dataBuffer,
                     completion);
}

kern_return_t IOUSBHostInterface::AbortDeviceRequests(IOOptionBits options, IOReturn withError) {
    (void)options;
    (void)withError;
    return ModelOf(ivars).CheckOpen(Part::kInterface, nullptr);
}
