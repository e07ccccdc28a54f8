/* Finding one's way in a configuration descriptor. Loopback's own text. */
#ifndef LOOPBACK_USBDRIVERKIT_APPLEUSBDESCRIPTORPARSING_H
#define LOOPBACK_USBDRIVERKIT_APPLEUSBDESCRIPTORPARSING_H

#include <USBDriverKit/AppleUSBDefinitions.h>

extern "C" {

/* The descriptor after `current`, the first one after the configuration's own if it is NULL; NULL
 * at the end, and where the lengths make no sense. */
const IOUSBDescriptorHeader * IOUSBGetNextDescriptor(
    const IOUSBConfigurationDescriptor * configurationDescriptor,
    const IOUSBDescriptorHeader * currentDescriptor);
/* The same, but only interfaces. */
const IOUSBInterfaceDescriptor * IOUSBGetNextInterfaceDescriptor(
    const IOUSBConfigurationDescriptor * configurationDescriptor,
    const IOUSBDescriptorHeader * currentDescriptor);
/* The same, but only endpoints of an interface. */
const IOUSBEndpointDescriptor * IOUSBGetNextEndpointDescriptor(
    const IOUSBConfigurationDescriptor * configurationDescriptor,
    const IOUSBInterfaceDescriptor * interfaceDescriptor,
    const IOUSBDescriptorHeader * currentDescriptor);

/* With the bit of the direction. */
uint8_t IOUSBGetEndpointAddress(const IOUSBEndpointDescriptor * descriptor);
/* Without it. */
uint8_t IOUSBGetEndpointNumber(const IOUSBEndpointDescriptor * descriptor);
/* A tIOUSBEndpointDirection. */
uint8_t IOUSBGetEndpointDirection(const IOUSBEndpointDescriptor * descriptor);
/* A tIOUSBEndpointType. */
uint8_t IOUSBGetEndpointType(const IOUSBEndpointDescriptor * descriptor);
/* In bytes; the speed is a tIOUSBHostConnectionSpeed. */
uint16_t IOUSBGetEndpointMaxPacketSize(
    uint32_t usbDeviceSpeed, const IOUSBEndpointDescriptor * descriptor);
}

#endif /* LOOPBACK_USBDRIVERKIT_APPLEUSBDESCRIPTORPARSING_H */
