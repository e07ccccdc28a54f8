// Where an app's completions arrive: the port that an asynchronous call names, and the thread that
// listens to it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

#include "../include/DriverKit/IOReturn.h"
#include "serial_queue.h"

namespace loopback {

// What the kernel does with a completion: the app's port gets it.
using Completion =
    std::function<void(IOReturn status, const std::uint64_t * data, std::uint32_t count)>;

// The completions of one call, on their way to the app. They arrive later and one after the other on
// the app's own thread, as messages do, so that what the app does about one can call the driver.
class CompletionPort : public std::enable_shared_from_this<CompletionPort> {
public:
    // `deliver` is let go on `listener`, after what it was called for last.
    // `cross` is called as a completion is sent, and again as it arrives.
    CompletionPort(
        std::shared_ptr<SerialQueue> listener, Completion deliver, std::function<void()> cross);

    // What the driver's end does: sends, and ends the port when it is gone itself.
    Completion Sender();
    // Nothing is sent after this; what was sent before still arrives.
    void End();
    // The app wants no more: what has not arrived yet never will.
    void Close();
    bool IsClosed();

private:
    void Send(IOReturn status, const std::uint64_t * data, std::uint32_t count);
    void Deliver(IOReturn status, const std::uint64_t * data, std::uint32_t count);
    void EndLocked();

    const std::shared_ptr<SerialQueue> listener_;
    // Used by what runs on the listener only.
    Completion deliver_;
    const std::function<void()> cross_;

    std::mutex mutex_;
    bool ended_ = false;
    bool closed_ = false;
};

} // namespace loopback
