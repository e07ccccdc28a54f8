// What tells a driver that a transfer or a request is over.
#pragma once

#include <DriverKit/OSAction.h>

namespace loopback::usb {

// IOUSBHostPipe::CompleteAsyncIO and IOUSBHostDevice::CompleteAsyncDeviceRequest, whose objects the
// message doesn't need.
void SendTransferred(
    OSAction * action, IOReturn status, uint32_t bytes, uint64_t timestamp,
    OSDispatchMethod supermethod = NULL);
void SendRequested(
    OSAction * action, IOReturn status, uint32_t bytes, OSDispatchMethod supermethod = NULL);

// Whether an action was created for a message; says so if not.
bool IsFor(const OSAction * action, uint64_t msgid, const char * what);

} // namespace loopback::usb
