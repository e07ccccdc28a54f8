// IOServiceOpen of a kext's service.
#pragma once

#include <IOKit/IOUserClient.h>

#include "kext_connection.h"

namespace loopback::kernel {

// The user client for a process, counted once for its connection, and how the kernel locks it.
IOReturn OpenService(
    IOService * service, task_t task, std::uint32_t type, IOUserClient ** client, Locks * locks);

} // namespace loopback::kernel
