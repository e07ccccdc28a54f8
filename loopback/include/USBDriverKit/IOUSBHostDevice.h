/* A device on the bus. Loopback's own text. */
#ifndef LOOPBACK_USBDRIVERKIT_IOUSBHOSTDEVICE_H
#define LOOPBACK_USBDRIVERKIT_IOUSBHOSTDEVICE_H

#include <DriverKit/IOBufferMemoryDescriptor.h>
#include <DriverKit/IOService.h>
#include <DriverKit/OSAction.h>
#include <USBDriverKit/AppleUSBDefinitions.h>
#include <USBDriverKit/IOUSBHostFamilyDefinitions.h>
#include <USBDriverKit/USBDriverKitDefs.h>

#define IOUSBHostDevice_CompleteAsyncDeviceRequest_ID 0xc489759689d7d751ULL
#define IOUSBHostDevice_CompleteAsyncDeviceRequest_Args \
    OSAction *action, IOReturn status, uint32_t bytesTransferred

extern OSMetaClass * gIOUSBHostDeviceMetaClass;

struct IOUSBHostDevice_IVars;

class IOUSBHostDevice : public IOService {
    OSLoopbackDeclareClass(IOUSBHostDevice, IOService);

    bool init() override;
    void free() override;

    /* One service at a time has the device open. */
    kern_return_t Open(IOService * forClient, IOOptionBits options, uintptr_t arg);
    kern_return_t Close(IOService * forClient, IOOptionBits options);

    /* A tIOUSBHostConnectionSpeed. */
    kern_return_t GetSpeed(uint8_t * speed) const;
    kern_return_t GetAddress(uint8_t * address) const;
    /* To be freed with IOUSBHostFreeDescriptor(). */
    const IOUSBDeviceDescriptor * CopyDeviceDescriptor();
    const IOUSBConfigurationDescriptor * CopyConfigurationDescriptor();
    kern_return_t CreateIOBuffer(
        IOOptionBits options, uint64_t capacity, IOBufferMemoryDescriptor ** buffer);

    /* A control request of the client that has the device open. */
    kern_return_t DeviceRequest(
        IOService * forClient, uint8_t bmRequestType, uint8_t bRequest, uint16_t wValue,
        uint16_t wIndex, uint16_t wLength, IOMemoryDescriptor * dataBuffer,
        uint16_t * bytesTransferred, uint32_t completionTimeoutMs);
    kern_return_t AsyncDeviceRequest(
        IOService * forClient, uint8_t bmRequestType, uint8_t bRequest, uint16_t wValue,
        uint16_t wIndex, uint16_t wLength, IOMemoryDescriptor * dataBuffer, OSAction * completion,
        uint32_t completionTimeoutMs);
    kern_return_t AbortDeviceRequests(
        IOService * forClient, IOOptionBits options, IOReturn withError);

    /* The end of an AsyncDeviceRequest. */
    void CompleteAsyncDeviceRequest(
        OSAction * action, IOReturn status, uint32_t bytesTransferred,
        OSDispatchMethod supermethod = NULL);
    typedef void (*CompleteAsyncDeviceRequest_Handler)(
        OSMetaClassBase * target, IOUSBHostDevice_CompleteAsyncDeviceRequest_Args);
    static kern_return_t CompleteAsyncDeviceRequest_Invoke(
        const IORPC rpc, OSMetaClassBase * target, CompleteAsyncDeviceRequest_Handler func,
        const OSMetaClass * targetActionClass);
    static kern_return_t CompleteAsyncDeviceRequest_Invoke(
        const IORPC rpc, OSMetaClassBase * target, CompleteAsyncDeviceRequest_Handler func);

    IOUSBHostDevice_IVars * ivars;
};

#endif /* LOOPBACK_USBDRIVERKIT_IOUSBHOSTDEVICE_H */
