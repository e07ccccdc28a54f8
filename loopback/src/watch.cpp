#include "watch.h"

namespace loopback {

Watch::Watch(
    std::shared_ptr<SerialQueue> listener, std::uint32_t owner, Sought sought, Tell tell)
    : listener_(std::move(listener)), owner_(owner), sought_(std::move(sought)),
      tell_(std::move(tell)) {}

void Watch::Arrived(std::uint64_t service) {
    const std::lock_guard lock(mutex_);
    if (there_.insert(service).second) {
        Send(true, service);
    }
}

void Watch::Removed(std::uint64_t service) {
    const std::lock_guard lock(mutex_);
    if (there_.erase(service) != 0) {
        Send(false, service);
    }
}

void Watch::Send(bool arrived, std::uint64_t service) {
    listener_->Async([self = shared_from_this(), arrived, service] {
        {
            const std::lock_guard lock(self->mutex_);
            if (self->closed_) {
                return;
            }
        }
        self->tell_(arrived, service);
    });
}

void Watch::Close() {
    const std::lock_guard lock(mutex_);
    if (!closed_) {
        closed_ = true;
        listener_->Async([self = shared_from_this()] { self->tell_ = nullptr; });
    }
}

} // namespace loopback
