// Finding one's way in descriptors: the functions of AppleUSBDescriptorParsing.h.
#include "usb_descriptors.h"

#include <cstring>

#include <DriverKit/IOLib.h>
#include <USBDriverKit/AppleUSBDescriptorParsing.h>
#include <USBDriverKit/USBDriverKitDefs.h>

namespace loopback::usb {

const void * CopyDescriptor(const std::vector<std::uint8_t> & bytes) {
    void * copy = IOMalloc(bytes.size());
    if (copy != nullptr) {
        std::memcpy(copy, bytes.data(), bytes.size());
    }
    return copy;
}

} // namespace loopback::usb

void IOUSBHostFreeDescriptor(const void * descriptor) {
    if (descriptor == nullptr) {
        return;
    }
    const auto * header = static_cast<const IOUSBDescriptorHeader *>(descriptor);
    size_t length = header->bLength;
    if (header->bDescriptorType == kIOUSBDescriptorTypeConfiguration) {
        length = static_cast<const IOUSBConfigurationDescriptor *>(descriptor)->wTotalLength;
    }
    IOFree(const_cast<void *>(descriptor), length);
}

const IOUSBDescriptorHeader * IOUSBGetNextDescriptor(
    const IOUSBConfigurationDescriptor * configurationDescriptor,
    const IOUSBDescriptorHeader * currentDescriptor) {
    if (configurationDescriptor == nullptr) {
        return nullptr;
    }
    const auto * start = reinterpret_cast<const uint8_t *>(configurationDescriptor);
    const uint8_t * end = start + configurationDescriptor->wTotalLength;
    const auto * current = currentDescriptor != nullptr
                               ? reinterpret_cast<const uint8_t *>(currentDescriptor)
                               : start;
    if (current < start || current + sizeof(IOUSBDescriptorHeader) > end || current[0] == 0) {
        return nullptr;
    }
    const uint8_t * next = current + current[0];
    if (next + sizeof(IOUSBDescriptorHeader) > end ||
        next[0] < sizeof(IOUSBDescriptorHeader) || next + next[0] > end) {
        return nullptr;
    }
    return reinterpret_cast<const IOUSBDescriptorHeader *>(next);
}

const IOUSBInterfaceDescriptor * IOUSBGetNextInterfaceDescriptor(
    const IOUSBConfigurationDescriptor * configurationDescriptor,
    const IOUSBDescriptorHeader * currentDescriptor) {
    do {
        currentDescriptor = IOUSBGetNextDescriptor(configurationDescriptor, currentDescriptor);
    } while (currentDescriptor != nullptr &&
             currentDescriptor->bDescriptorType != kIOUSBDescriptorTypeInterface);
    return reinterpret_cast<const IOUSBInterfaceDescriptor *>(currentDescriptor);
}

const IOUSBEndpointDescriptor * IOUSBGetNextEndpointDescriptor(
    const IOUSBConfigurationDescriptor * configurationDescriptor,
    const IOUSBInterfaceDescriptor * interfaceDescriptor,
    const IOUSBDescriptorHeader * currentDescriptor) {
    if (interfaceDescriptor == nullptr) {
        return nullptr;
    }
    if (currentDescriptor == nullptr) {
        currentDescriptor = reinterpret_cast<const IOUSBDescriptorHeader *>(interfaceDescriptor);
    }
    for (;;) {
        currentDescriptor = IOUSBGetNextDescriptor(configurationDescriptor, currentDescriptor);
        // The next interface has endpoints of its own.
        if (currentDescriptor == nullptr ||
            currentDescriptor->bDescriptorType == kIOUSBDescriptorTypeInterface) {
            return nullptr;
        }
        if (currentDescriptor->bDescriptorType == kIOUSBDescriptorTypeEndpoint) {
            return reinterpret_cast<const IOUSBEndpointDescriptor *>(currentDescriptor);
        }
    }
}

uint8_t IOUSBGetEndpointAddress(const IOUSBEndpointDescriptor * descriptor) {
    return descriptor->bEndpointAddress;
}

uint8_t IOUSBGetEndpointNumber(const IOUSBEndpointDescriptor * descriptor) {
    return descriptor->bEndpointAddress & 0x0f;
}

uint8_t IOUSBGetEndpointDirection(const IOUSBEndpointDescriptor * descriptor) {
    return descriptor->bEndpointAddress >> 7;
}

uint8_t IOUSBGetEndpointType(const IOUSBEndpointDescriptor * descriptor) {
    return descriptor->bmAttributes & kIOUSBEndpointDescriptorTransferType;
}

// Bits 10 to 0 are the size; the next two are transactions a microframe (USB 2.0, 9.6.6).
uint16_t IOUSBGetEndpointMaxPacketSize(uint32_t, const IOUSBEndpointDescriptor * descriptor) {
    return descriptor->wMaxPacketSize & 0x07ff;
}
