/* The descriptors of USB, as chapter 9 of its specification lays them out; numbers in them are
 * little endian. Loopback's own text. */
#ifndef LOOPBACK_USBDRIVERKIT_APPLEUSBDEFINITIONS_H
#define LOOPBACK_USBDRIVERKIT_APPLEUSBDEFINITIONS_H

#include <DriverKit/IOTypes.h>

/* bDescriptorType */
enum tIOUSBDescriptorType {
    kIOUSBDescriptorTypeDevice = 1,
    kIOUSBDescriptorTypeConfiguration = 2,
    kIOUSBDescriptorTypeString = 3,
    kIOUSBDescriptorTypeInterface = 4,
    kIOUSBDescriptorTypeEndpoint = 5,
};

/* The two low bits of bmAttributes of an endpoint. */
enum {
    kIOUSBEndpointDescriptorTransferType = 0x03,
    kIOUSBEndpointDescriptorTransferTypeControl = 0x00,
    kIOUSBEndpointDescriptorTransferTypeIsochronous = 0x01,
    kIOUSBEndpointDescriptorTransferTypeBulk = 0x02,
    kIOUSBEndpointDescriptorTransferTypeInterrupt = 0x03,
};

/* What IOUSBGetEndpointDirection() answers. */
enum tIOUSBEndpointDirection {
    kIOUSBEndpointDirectionOut = 0,
    kIOUSBEndpointDirectionIn = 1,
    kIOUSBEndpointDirectionUnknown = 2,
};

/* What IOUSBGetEndpointType() answers. */
enum tIOUSBEndpointType {
    kIOUSBEndpointTypeControl = 0,
    kIOUSBEndpointTypeIsochronous = 1,
    kIOUSBEndpointTypeBulk = 2,
    kIOUSBEndpointTypeInterrupt = 3,
};

#pragma pack(push, 1)

struct IOUSBDescriptorHeader {
    uint8_t bLength;
    uint8_t bDescriptorType;
};
typedef struct IOUSBDescriptorHeader IOUSBDescriptorHeader;
typedef IOUSBDescriptorHeader IOUSBDescriptor;

struct IOUSBDeviceDescriptor {
    uint8_t bLength;
    uint8_t bDescriptorType;
    uint16_t bcdUSB;
    uint8_t bDeviceClass;
    uint8_t bDeviceSubClass;
    uint8_t bDeviceProtocol;
    uint8_t bMaxPacketSize0;
    uint16_t idVendor;
    uint16_t idProduct;
    uint16_t bcdDevice;
    uint8_t iManufacturer;
    uint8_t iProduct;
    uint8_t iSerialNumber;
    uint8_t bNumConfigurations;
};
typedef struct IOUSBDeviceDescriptor IOUSBDeviceDescriptor;

/* Followed by its interfaces, each by its endpoints: wTotalLength bytes in all. */
struct IOUSBConfigurationDescriptor {
    uint8_t bLength;
    uint8_t bDescriptorType;
    uint16_t wTotalLength;
    uint8_t bNumInterfaces;
    uint8_t bConfigurationValue;
    uint8_t iConfiguration;
    uint8_t bmAttributes;
    uint8_t MaxPower;
};
typedef struct IOUSBConfigurationDescriptor IOUSBConfigurationDescriptor;

struct IOUSBInterfaceDescriptor {
    uint8_t bLength;
    uint8_t bDescriptorType;
    uint8_t bInterfaceNumber;
    uint8_t bAlternateSetting;
    uint8_t bNumEndpoints;
    uint8_t bInterfaceClass;
    uint8_t bInterfaceSubClass;
    uint8_t bInterfaceProtocol;
    uint8_t iInterface;
};
typedef struct IOUSBInterfaceDescriptor IOUSBInterfaceDescriptor;

struct IOUSBEndpointDescriptor {
    uint8_t bLength;
    uint8_t bDescriptorType;
    uint8_t bEndpointAddress;
    uint8_t bmAttributes;
    uint16_t wMaxPacketSize;
    uint8_t bInterval;
};
typedef struct IOUSBEndpointDescriptor IOUSBEndpointDescriptor;

struct IOUSBSuperSpeedEndpointCompanionDescriptor {
    uint8_t bLength;
    uint8_t bDescriptorType;
    uint8_t bMaxBurst;
    uint8_t bmAttributes;
    uint16_t wBytesPerInterval;
};
typedef struct IOUSBSuperSpeedEndpointCompanionDescriptor
    IOUSBSuperSpeedEndpointCompanionDescriptor;

struct IOUSBSuperSpeedPlusIsochronousEndpointCompanionDescriptor {
    uint8_t bLength;
    uint8_t bDescriptorType;
    uint16_t wReserved;
    uint32_t dwBytesPerInterval;
};
typedef struct IOUSBSuperSpeedPlusIsochronousEndpointCompanionDescriptor
    IOUSBSuperSpeedPlusIsochronousEndpointCompanionDescriptor;

#pragma pack(pop)

#endif /* LOOPBACK_USBDRIVERKIT_APPLEUSBDEFINITIONS_H */
