/* The host's end of an endpoint. Loopback's own text. */
#ifndef LOOPBACK_USBDRIVERKIT_IOUSBHOSTPIPE_H
#define LOOPBACK_USBDRIVERKIT_IOUSBHOSTPIPE_H

#include <DriverKit/IOMemoryDescriptor.h>
#include <DriverKit/IOService.h>
#include <DriverKit/OSAction.h>
#include <USBDriverKit/AppleUSBDefinitions.h>
#include <USBDriverKit/IOUSBHostFamilyDefinitions.h>
#include <USBDriverKit/USBDriverKitDefs.h>

/* All descriptors of an endpoint. */
struct IOUSBStandardEndpointDescriptors {
    uint16_t bcdUSB;
    IOUSBEndpointDescriptor descriptor;
    IOUSBSuperSpeedEndpointCompanionDescriptor ssCompanionDescriptor;
    IOUSBSuperSpeedPlusIsochronousEndpointCompanionDescriptor sspCompanionDescriptor;
};

/* Which of them: those of the device, or with what was adjusted since. */
enum IOUSBGetEndpointDescriptorOptions {
    kIOUSBGetEndpointDescriptorOriginal = 0,
    kIOUSBGetEndpointDescriptorCurrentPolicy = 1,
};

#define IOUSBHostPipe_CompleteAsyncIO_ID 0xc320a3eea932c04aULL
#define IOUSBHostPipe_CompleteAsyncIO_Args \
    OSAction *action, IOReturn status, uint32_t actualByteCount, uint64_t completionTimestamp

extern OSMetaClass * gIOUSBHostPipeMetaClass;

struct IOUSBHostPipe_IVars;

class IOUSBHostPipe : public IOService {
    OSLoopbackDeclareClass(IOUSBHostPipe, IOService);

    bool init() override;
    void free() override;

    /* A tIOUSBHostConnectionSpeed. */
    kern_return_t GetSpeed(uint8_t * speed) const;
    kern_return_t GetDeviceAddress(uint8_t * address) const;
    kern_return_t GetDescriptors(
        IOUSBStandardEndpointDescriptors * descriptors, IOUSBGetEndpointDescriptorOptions type);
    kern_return_t SetIdlePolicy(uint32_t idleTimeoutMs);
    kern_return_t GetIdlePolicy(uint32_t * idleTimeoutMs);

    /* Completes what is in flight with an error (kIOReturnAborted); `options` is an
     * IOUSBAbortOptions, `forClient` NULL. */
    kern_return_t Abort(IOOptionBits options, kern_return_t withError, IOService * forClient);
    /* Ends a halt; with a request to the device (CLEAR_FEATURE of ENDPOINT_HALT), which an endpoint
     * that stalled needs. What is in flight is aborted. */
    kern_return_t ClearStall(bool withRequest);

    /* A transfer, waited for; a timeout of 0 is none. */
    kern_return_t IO(
        IOMemoryDescriptor * dataBuffer, uint32_t dataBufferLength, uint32_t * bytesTransferred,
        uint32_t completionTimeoutMs);
    /* A transfer, whose end the action's method learns. */
    kern_return_t AsyncIO(
        IOMemoryDescriptor * dataBuffer, uint32_t dataBufferLength, OSAction * completion,
        uint32_t completionTimeoutMs);

    /* The end of an AsyncIO; a driver declares a method of its own as
     * TYPE(IOUSBHostPipe::CompleteAsyncIO). */
    void CompleteAsyncIO(
        OSAction * action, IOReturn status, uint32_t actualByteCount, uint64_t completionTimestamp,
        OSDispatchMethod supermethod = NULL);
    typedef void (*CompleteAsyncIO_Handler)(
        OSMetaClassBase * target, IOUSBHostPipe_CompleteAsyncIO_Args);
    static kern_return_t CompleteAsyncIO_Invoke(
        const IORPC rpc, OSMetaClassBase * target, CompleteAsyncIO_Handler func,
        const OSMetaClass * targetActionClass);
    static kern_return_t CompleteAsyncIO_Invoke(
        const IORPC rpc, OSMetaClassBase * target, CompleteAsyncIO_Handler func);

    IOUSBHostPipe_IVars * ivars;
};

#endif /* LOOPBACK_USBDRIVERKIT_IOUSBHOSTPIPE_H */
