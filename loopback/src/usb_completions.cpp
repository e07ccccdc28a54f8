// What tells a driver that a transfer or a request is over, as messages.
#include <USBDriverKit/IOUSBHostDevice.h>
#include <USBDriverKit/IOUSBHostPipe.h>

#include "fail.h"
#include "rpc.h"

using namespace loopback;

// Whether an action is of the class that its receiver asks for; NULL asks for none.
static bool Fits(const OSAction * action, const OSMetaClass * wanted) {
    return wanted == nullptr || OSMetaClassBase::safeMetaCast(action, wanted) != nullptr;
}

void IOUSBHostPipe::CompleteAsyncIO(
    OSAction * action, IOReturn status, uint32_t actualByteCount, uint64_t completionTimestamp,
    OSDispatchMethod supermethod) {
    if (action == nullptr) {
        // The stub would send a message to NULL.
        Fail("CompleteAsyncIO of no action");
    }
    Send(
        IOUSBHostPipe_CompleteAsyncIO_ID, action, supermethod, In(action), In(status),
        In(actualByteCount), In(completionTimestamp));
}

kern_return_t IOUSBHostPipe::CompleteAsyncIO_Invoke(
    const IORPC rpc, OSMetaClassBase * target, CompleteAsyncIO_Handler func,
    const OSMetaClass * targetActionClass) {
    const auto checked = [&](OSMetaClassBase * to, OSAction * action, IOReturn status,
                             uint32_t bytes, uint64_t timestamp) -> kern_return_t {
        if (!Fits(action, targetActionClass)) {
            return kIOReturnBadArgument;
        }
        func(to, action, status, bytes, timestamp);
        return kIOReturnSuccess;
    };
    return Receive<In<OSAction *>, In<IOReturn>, In<uint32_t>, In<uint64_t>>(rpc, target, checked);
}

kern_return_t IOUSBHostPipe::CompleteAsyncIO_Invoke(
    const IORPC rpc, OSMetaClassBase * target, CompleteAsyncIO_Handler func) {
    return CompleteAsyncIO_Invoke(rpc, target, func, nullptr);
}

void IOUSBHostDevice::CompleteAsyncDeviceRequest(
    OSAction * action, IOReturn status, uint32_t bytesTransferred, OSDispatchMethod supermethod) {
    if (action == nullptr) {
        Fail("CompleteAsyncDeviceRequest of no action");
    }
    Send(
        IOUSBHostDevice_CompleteAsyncDeviceRequest_ID, action, supermethod, In(action), In(status),
        In(bytesTransferred));
}

kern_return_t IOUSBHostDevice::CompleteAsyncDeviceRequest_Invoke(
    const IORPC rpc, OSMetaClassBase * target, CompleteAsyncDeviceRequest_Handler func,
    const OSMetaClass * targetActionClass) {
    const auto checked = [&](OSMetaClassBase * to, OSAction * action, IOReturn status,
                             uint32_t bytes) -> kern_return_t {
        if (!Fits(action, targetActionClass)) {
            return kIOReturnBadArgument;
        }
        func(to, action, status, bytes);
        return kIOReturnSuccess;
    };
    return Receive<In<OSAction *>, In<IOReturn>, In<uint32_t>>(rpc, target, checked);
}

kern_return_t IOUSBHostDevice::CompleteAsyncDeviceRequest_Invoke(
    const IORPC rpc, OSMetaClassBase * target, CompleteAsyncDeviceRequest_Handler func) {
    return CompleteAsyncDeviceRequest_Invoke(rpc, target, func, nullptr);
}
