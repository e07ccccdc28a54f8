#include "usb_model.h"

#include <algorithm>
#include <cstring>

#include <USBDriverKit/IOUSBHostFamilyDefinitions.h>

#include "memory.h"

namespace loopback::usb {

bool Interface::AddEndpoint(const Endpoint & endpoint) {
    const unsigned number = endpoint.address & 0x0fu;
    const bool reserved = (endpoint.address & 0x70) != 0;
    if (number == 0 || reserved || endpoint.maxPacketSize == 0) {
        return false;
    }
    return pipes_.emplace(endpoint.address, std::make_shared<Pipe>(endpoint)).second;
}

std::shared_ptr<Pipe> Interface::FindPipe(std::uint8_t address) const {
    const auto found = pipes_.find(address);
    return found == pipes_.end() ? nullptr : found->second;
}

void Interface::SetClock(const std::shared_ptr<Clock> & clock) {
    for (const auto & [address, pipe] : pipes_) {
        pipe->SetClock(clock);
    }
}

void Interface::RefuseAll(kern_return_t refusal, kern_return_t status) {
    for (const auto & [address, pipe] : pipes_) {
        pipe->Refuse(refusal, status);
    }
}

void Interface::DriverGone() {
    {
        const std::lock_guard lock(mutex_);
        clients_.clear();
        if (unplugged_) {
            return;
        }
    }
    RefuseAll(kIOReturnNotOpen, kIOReturnAborted);
}

void Interface::Unplug(kern_return_t status) {
    {
        const std::lock_guard lock(mutex_);
        unplugged_ = true;
    }
    RefuseAll(kIOReturnNotAttached, status);
}

kern_return_t Interface::Open(Part part, const IOService * client) {
    if (client == nullptr) {
        return kIOReturnBadArgument;
    }
    const std::lock_guard lock(mutex_);
    if (unplugged_) {
        return kIOReturnNotAttached;
    }
    if (!clients_.emplace(part, client).second) {
        return kIOReturnExclusiveAccess;
    }
    if (part == Part::kInterface) {
        for (const auto & [address, pipe] : pipes_) {
            pipe->Accept();
        }
    }
    return kIOReturnSuccess;
}

kern_return_t Interface::Close(Part part, const IOService * client) {
    {
        const std::lock_guard lock(mutex_);
        const auto found = clients_.find(part);
        if (found == clients_.end() || found->second != client) {
            return kIOReturnNotOpen;
        }
        clients_.erase(found);
        if (unplugged_) {
            return kIOReturnSuccess;
        }
    }
    if (part == Part::kInterface) {
        RefuseAll(kIOReturnNotOpen, kIOReturnAborted);
    }
    return kIOReturnSuccess;
}

bool Interface::IsOpen(Part part) const {
    const std::lock_guard lock(mutex_);
    return clients_.count(part) != 0;
}

kern_return_t Interface::CheckAttached() const {
    const std::lock_guard lock(mutex_);
    return unplugged_ ? kIOReturnNotAttached : kIOReturnSuccess;
}

kern_return_t Interface::CheckOpen(Part part, const IOService * client) const {
    const std::lock_guard lock(mutex_);
    if (unplugged_) {
        return kIOReturnNotAttached;
    }
    const auto found = clients_.find(part);
    const bool open =
        found != clients_.end() && (client == nullptr || found->second == client);
    return open ? kIOReturnSuccess : kIOReturnNotOpen;
}

kern_return_t Interface::Request(
    const Setup & setup, IOMemoryDescriptor * memory, std::uint32_t * done) {
    *done = 0;
    std::uint64_t length = 0;
    if (memory != nullptr) {
        memory->GetLength(&length);
    }
    if (setup.length > length) {
        return kIOReturnBadArgument;
    }
    Transfer transfer(memory, setup.length, nullptr);
    std::vector<std::uint8_t> data;
    if (!setup.isIn() && !transfer.Copy(&data)) {
        return kIOReturnVMError;
    }
    // A device that knows no request answers STALL to each; the next setup packet ends that.
    const kern_return_t status = control_ ? control_(setup, &data) : kUSBHostReturnPipeStalled;
    if (status != kIOReturnSuccess) {
        return status;
    }
    if (!setup.isIn()) {
        *done = setup.length;
        return kIOReturnSuccess;
    }
    const std::size_t size = std::min<std::size_t>(data.size(), setup.length);
    if (!transfer.Fill(data.data(), size)) {
        return kIOReturnVMError;
    }
    *done = static_cast<std::uint32_t>(size);
    return data.size() > setup.length ? kIOReturnOverrun : kIOReturnSuccess;
}

std::uint16_t Interface::bcdUSB() const {
    return identity.speed >= kIOUSBHostConnectionSpeedSuper ? 0x0300 : 0x0200;
}

// Numbers in descriptors are little endian, as are the hosts that this runs on.
template <class Descriptor>
static void Append(std::vector<std::uint8_t> * to, const Descriptor & descriptor) {
    const auto * bytes = reinterpret_cast<const std::uint8_t *>(&descriptor);
    to->insert(to->end(), bytes, bytes + sizeof(descriptor));
}

std::vector<std::uint8_t> Interface::DeviceDescriptor() const {
    IOUSBDeviceDescriptor device = {};
    device.bLength = sizeof(device);
    device.bDescriptorType = kIOUSBDescriptorTypeDevice;
    device.bcdUSB = bcdUSB();
    // For SuperSpeed it is an exponent.
    device.bMaxPacketSize0 = identity.speed >= kIOUSBHostConnectionSpeedSuper ? 9 : 64;
    device.idVendor = identity.vendor;
    device.idProduct = identity.product;
    device.bNumConfigurations = 1;
    std::vector<std::uint8_t> bytes;
    Append(&bytes, device);
    return bytes;
}

std::vector<std::uint8_t> Interface::ConfigurationDescriptor() const {
    IOUSBConfigurationDescriptor configuration = {};
    configuration.bLength = sizeof(configuration);
    configuration.bDescriptorType = kIOUSBDescriptorTypeConfiguration;
    configuration.wTotalLength = static_cast<std::uint16_t>(
        sizeof(configuration) + sizeof(IOUSBInterfaceDescriptor) +
        pipes_.size() * sizeof(IOUSBEndpointDescriptor));
    configuration.bNumInterfaces = 1;
    configuration.bConfigurationValue = 1;
    configuration.bmAttributes = 0x80;
    configuration.MaxPower = 50;
    IOUSBInterfaceDescriptor interface = {};
    interface.bLength = sizeof(interface);
    interface.bDescriptorType = kIOUSBDescriptorTypeInterface;
    interface.bInterfaceNumber = identity.interfaceNumber;
    interface.bNumEndpoints = static_cast<std::uint8_t>(pipes_.size());
    interface.bInterfaceClass = identity.interfaceClass;
    interface.bInterfaceSubClass = identity.interfaceSubClass;
    interface.bInterfaceProtocol = identity.interfaceProtocol;
    std::vector<std::uint8_t> bytes;
    Append(&bytes, configuration);
    Append(&bytes, interface);
    for (const auto & [address, pipe] : pipes_) {
        IOUSBEndpointDescriptor endpoint = {};
        endpoint.bLength = sizeof(endpoint);
        endpoint.bDescriptorType = kIOUSBDescriptorTypeEndpoint;
        endpoint.bEndpointAddress = address;
        endpoint.bmAttributes = pipe->endpoint.attributes;
        endpoint.wMaxPacketSize = pipe->endpoint.maxPacketSize;
        endpoint.bInterval = pipe->endpoint.interval;
        Append(&bytes, endpoint);
    }
    return bytes;
}

} // namespace loopback::usb
