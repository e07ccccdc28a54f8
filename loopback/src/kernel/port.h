// The rights to send to an app that a kext holds, counted as the kernel counts them.
#pragma once

#include <cstdint>
#include <memory>

#include <mach/port.h>

#include "../completion_port.h"

namespace loopback::kernel {

// A right to send to where an app listens, which is the kext's to release; `what` it is, for
// messages. What is sent comes to an end with it.
mach_port_t MakePort(const char * what, const std::shared_ptr<CompletionPort> & arrives);

// Gives the right back; a second time is the end.
void ReleasePort(mach_port_t port);
// The same of a right that MIG gives back because the call has failed; false if the kext had done it.
bool DestroyRight(mach_port_t port);

// What the kext sends: MACH_SEND_INVALID_DEST if the app listens no more.
IOReturn SendTo(
    mach_port_t port, IOReturn status, const std::uint64_t * words, std::uint32_t count);

} // namespace loopback::kernel
