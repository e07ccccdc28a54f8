// The state of a user client.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

#include <IOKit/IOUserClient.h>

namespace loopback::kernel {

class KextConnection;

// Returns when no call is in the user client, and none comes any more.
void WaitForCalls(IOUserClient * client);

} // namespace loopback::kernel

struct OSLoopbackUserClient {
    std::weak_ptr<loopback::kernel::KextConnection> connection;

    std::mutex mutex;
    std::condition_variable changed;
    // How many calls are in it.
    unsigned calls = 0;
    // It stops: no call gets in.
    bool dead = false;
    // clientClose() was called.
    bool closed = false;
};
