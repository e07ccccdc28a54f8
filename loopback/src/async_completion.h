// IOUserClient::AsyncCompletion as a message.
#pragma once

#include <DriverKit/IOUserClient.h>

namespace loopback {

struct AsyncCompletionArguments {
    IOReturn status;
    // In the message.
    const uint64_t * data;
    uint32_t count;
};

// Of a message that AsyncCompletion sent.
AsyncCompletionArguments ReadAsyncCompletion(const IORPC & rpc);

} // namespace loopback
