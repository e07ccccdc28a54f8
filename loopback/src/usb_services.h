// The state of the services that stand for a USB device, its interface and its pipes.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include <USBDriverKit/IOUSBHostInterface.h>

#include "fail.h"
#include "usb_model.h"

struct IOUSBHostPipe_IVars {
    std::shared_ptr<loopback::usb::Interface> interface;
    // NULL only if a driver made the object itself; so it is with all of them.
    std::shared_ptr<loopback::usb::Pipe> pipe;
    std::mutex mutex;
    uint32_t idleTimeoutMs = 0;
};

struct IOUSBHostDevice_IVars {
    std::shared_ptr<loopback::usb::Interface> interface;
};

struct IOUSBHostInterface_IVars {
    std::shared_ptr<loopback::usb::Interface> interface;
    std::mutex mutex;
    // What was copied from it, so that it is the same object each time.
    std::map<uint8_t, IOUSBHostPipe *> pipes;
    IOUSBHostDevice * device = nullptr;
    uint32_t idleTimeoutMs = 0;
};

namespace loopback::usb {

// The model behind a service.
template <class IVars> Interface & ModelOf(const IVars * ivars) {
    if (ivars->interface == nullptr) {
        Fail("a USB service that the driver made itself stands for nothing");
    }
    return *ivars->interface;
}

IOUSBHostPipe * MakePipe(std::shared_ptr<Interface> interface, std::shared_ptr<Pipe> pipe);
IOUSBHostDevice * MakeDevice(std::shared_ptr<Interface> interface);

// DeviceRequest and AsyncDeviceRequest of whoever has a part open.
kern_return_t RequestAndWait(
    Interface & interface, const Setup & setup, IOMemoryDescriptor * dataBuffer,
    uint16_t * bytesTransferred);
kern_return_t RequestLater(
    Interface & interface, const Setup & setup, IOMemoryDescriptor * dataBuffer,
    OSAction * completion);

} // namespace loopback::usb
