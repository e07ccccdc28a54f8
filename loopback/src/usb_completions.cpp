#include "usb_completions.h"

#include <USBDriverKit/IOUSBHostDevice.h>
#include <USBDriverKit/IOUSBHostPipe.h>

#include "action.h"
#include "action_message.h"
#include "fail.h"

using namespace loopback;

namespace loopback::usb {

void SendTransferred(
    OSAction * action, IOReturn status, uint32_t bytes, uint64_t timestamp,
    OSDispatchMethod supermethod) {
    SendToAction(
        IOUSBHostPipe_CompleteAsyncIO_ID, action, supermethod, "CompleteAsyncIO", status, bytes,
        timestamp);
}

void SendRequested(
    OSAction * action, IOReturn status, uint32_t bytes, OSDispatchMethod supermethod) {
    SendToAction(
        IOUSBHostDevice_CompleteAsyncDeviceRequest_ID, action, supermethod,
        "CompleteAsyncDeviceRequest", status, bytes);
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
    usb::SendTransferred(action, status, actualByteCount, completionTimestamp, supermethod);
}

kern_return_t IOUSBHostPipe::CompleteAsyncIO_Invoke(
    const IORPC rpc, OSMetaClassBase * target, CompleteAsyncIO_Handler func,
    const OSMetaClass * targetActionClass) {
    return ReceiveFromAction(rpc, target, func, targetActionClass);
}

kern_return_t IOUSBHostPipe::CompleteAsyncIO_Invoke(
    const IORPC rpc, OSMetaClassBase * target, CompleteAsyncIO_Handler func) {
    return ReceiveFromAction(rpc, target, func, nullptr);
}

void IOUSBHostDevice::CompleteAsyncDeviceRequest(
    OSAction * action, IOReturn status, uint32_t bytesTransferred, OSDispatchMethod supermethod) {
    usb::SendRequested(action, status, bytesTransferred, supermethod);
}

kern_return_t IOUSBHostDevice::CompleteAsyncDeviceRequest_Invoke(
    const IORPC rpc, OSMetaClassBase * target, CompleteAsyncDeviceRequest_Handler func,
    const OSMetaClass * targetActionClass) {
    return ReceiveFromAction(rpc, target, func, targetActionClass);
}

kern_return_t IOUSBHostDevice::CompleteAsyncDeviceRequest_Invoke(
    const IORPC rpc, OSMetaClassBase * target, CompleteAsyncDeviceRequest_Handler func) {
    return ReceiveFromAction(rpc, target, func, nullptr);
}
