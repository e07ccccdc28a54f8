// What the runtime does with services.
#pragma once

#include <functional>

#include <IOKit/IOService.h>

namespace loopback::kernel {

// Stops a service that was terminated, and what is on it; returns when it has stopped. Whoever comes
// second waits.
void Settle(IOService * service);

// Tells the user client that its app is gone; if it terminates itself, as it has to, stops it before
// this returns.
void CloseClient(IOUserClient * client, const std::function<void()> & tell);

// Whether this thread is in a call of a user client's, which then can't stop meanwhile.
bool InCall();

} // namespace loopback::kernel
