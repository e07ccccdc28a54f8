// What an app hears of services that come and go: its notification port, and the thread that listens
// to it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <set>

#include "serial_queue.h"
#include "sought.h"

namespace loopback {

class Watch : public std::enable_shared_from_this<Watch> {
public:
    using Tell = std::function<void(bool arrived, std::uint64_t service)>;

    // `tell` is called on `listener`, one thing after the other, and let go there when the watch is
    // closed.
    Watch(
        std::shared_ptr<SerialQueue> listener, std::uint32_t owner, Sought sought, Tell tell);

    std::uint32_t owner() const { return owner_; }
    const Sought & sought() const { return sought_; }

    // A service is there; it's told once.
    void Arrived(std::uint64_t service);
    // It's gone; it's told if its arrival was.
    void Removed(std::uint64_t service);
    // Nothing is told any more, but for what is being told.
    void Close();

private:
    void Send(bool arrived, std::uint64_t service);

    const std::shared_ptr<SerialQueue> listener_;
    const std::uint32_t owner_;
    const Sought sought_;
    // Used by what runs on the listener only.
    Tell tell_;

    std::mutex mutex_;
    bool closed_ = false;
    std::set<std::uint64_t> there_;
};

} // namespace loopback
