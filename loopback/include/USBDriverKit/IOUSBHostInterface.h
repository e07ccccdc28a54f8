/* An interface of a device: what most USB drivers drive. Loopback's own text. */
#ifndef LOOPBACK_USBDRIVERKIT_IOUSBHOSTINTERFACE_H
#define LOOPBACK_USBDRIVERKIT_IOUSBHOSTINTERFACE_H

#include <DriverKit/IOBufferMemoryDescriptor.h>
#include <DriverKit/IOService.h>
#include <DriverKit/OSAction.h>
#include <USBDriverKit/AppleUSBDefinitions.h>
#include <USBDriverKit/AppleUSBDescriptorParsing.h>
#include <USBDriverKit/IOUSBHostDevice.h>
#include <USBDriverKit/IOUSBHostPipe.h>

extern OSMetaClass * gIOUSBHostInterfaceMetaClass;

struct IOUSBHostInterface_IVars;

class IOUSBHostInterface : public IOService {
    OSLoopbackDeclareClass(IOUSBHostInterface, IOService);

    bool init() override;
    void free() override;

    /* One service at a time has the interface open. */
    kern_return_t Open(IOService * forClient, IOOptionBits options, uint8_t * arg);
    /* Aborts what is in flight on its pipes. */
    kern_return_t Close(IOService * forClient, IOOptionBits options);

    /* The pipe to an endpoint, by its address with the bit of the direction. */
    kern_return_t CopyPipe(uint8_t address, IOUSBHostPipe ** pipe);
    kern_return_t CopyDevice(IOUSBHostDevice ** device);
    kern_return_t SetIdlePolicy(uint32_t deviceIdleTimeout);
    kern_return_t GetIdlePolicy(uint32_t * deviceIdleTimeout);

    /* To be freed with IOUSBHostFreeDescriptor(). */
    const IOUSBConfigurationDescriptor * CopyConfigurationDescriptor();
    /* This interface's, in such a copy. */
    const IOUSBInterfaceDescriptor * GetInterfaceDescriptor(
        const IOUSBConfigurationDescriptor * configurationDescriptor);

    /* A buffer that the controller reaches without copying. */
    kern_return_t CreateIOBuffer(
        IOOptionBits options, uint64_t capacity, IOBufferMemoryDescriptor ** buffer);

    /* Control requests, as the device's own, of the service that has the interface open. */
    kern_return_t DeviceRequest(
        uint8_t bmRequestType, uint8_t bRequest, uint16_t wValue, uint16_t wIndex,
        uint16_t wLength, IOMemoryDescriptor * dataBuffer, uint16_t * bytesTransferred,
        uint32_t completionTimeoutMs);
    kern_return_t AsyncDeviceRequest(
        uint8_t bmRequestType, uint8_t bRequest, uint16_t wValue, uint16_t wIndex,
        uint16_t wLength, IOMemoryDescriptor * dataBuffer, OSAction * completion,
        uint32_t completionTimeoutMs);
    kern_return_t AbortDeviceRequests(IOOptionBits options, IOReturn withError);

    IOUSBHostInterface_IVars * ivars;
};

#endif /* LOOPBACK_USBDRIVERKIT_IOUSBHOSTINTERFACE_H */
