#include "usb_completions.h"

#include <USBDriverKit/IOUSBHostDevice.h>
#include <USBDriverKit/IOUSBHostPipe.h>

#include "action.h"
#include "fail.h"
#include "rpc.h"

using namespace loopback;

// Whether an action is of the class that its receiver asks for; NULL asks for none.
static bool Fits(const OSAction * action, const OSMetaClass * wanted) {
    return wanted == nullptr || OSMetaClassBase::safeMetaCast(action, wanted) != nullptr;
}

namespace loopback::usb {

void SendTransferred(
    OSAction * action, IOReturn status, uint32_t bytes, uint64_t timestamp,
    OSDispatchMethod supermethod) {
    Send(
        IOUSBHostPipe_CompleteAsyncIO_ID, action, supermethod, In(action), In(status), In(bytes),
        In(timestamp));
}

void SendRequested(
    OSAction * action, IOReturn status, uint32_t bytes, OSDispatchMethod supermethod) {
    Send(
        IOUSBHostDevice_CompleteAsyncDeviceRequest_ID, action, supermethod, In(action), In(status),
        In(bytes));
}

bool IsFor(const OSAction * action, uint64_t msgid, const char * what) {
    const bool is = action->ivars->msgid == msgid;
    if (!is) {
        Fault("%s: the action was not created for its completion, which would reach nobody", what);
    }
    return is;
}

} // namespace loopback::usb

void IOUSBHostPipe::CompleteAsyncIO(
    OSAction * action, IOReturn status, uint32_t actualByteCount, uint64_t completionTimestamp,
    OSDispatchMethod supermethod) {
    if (action == nullptr) {
        // The stub would send a message to NULL.
        Fail("CompleteAsyncIO of no action");
    }
    usb::SendTransferred(action, status, actualByteCount, completionTimestamp, supermethod);
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
    usb::SendRequested(action, status, bytesTransferred, supermethod);
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
