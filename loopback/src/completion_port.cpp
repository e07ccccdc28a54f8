#include "completion_port.h"

#include <vector>

namespace loopback {

CompletionPort::CompletionPort(
    std::shared_ptr<SerialQueue> listener, Completion deliver, std::function<void()> cross)
    : listener_(std::move(listener)), deliver_(std::move(deliver)), cross_(std::move(cross)) {}

Completion CompletionPort::Sender() {
    // Held by the driver's end alone, so that it ends with that.
    const std::shared_ptr<CompletionPort> held(
        this, [port = shared_from_this()](CompletionPort *) { port->End(); });
    return [held](IOReturn status, const std::uint64_t * data, std::uint32_t count) {
        held->Send(status, data, count);
    };
}

void CompletionPort::Send(IOReturn status, const std::uint64_t * data, std::uint32_t count) {
    cross_();
    const std::lock_guard lock(mutex_);
    if (ended_) {
        return;
    }
    listener_->Async(
        [self = shared_from_this(), status, words = std::vector(data, data + count)] {
            self->Deliver(status, words.data(), static_cast<std::uint32_t>(words.size()));
        });
}

void CompletionPort::Deliver(
    IOReturn status, const std::uint64_t * data, std::uint32_t count) {
    cross_();
    {
        const std::lock_guard lock(mutex_);
        if (closed_) {
            return;
        }
    }
    deliver_(status, data, count);
}

void CompletionPort::End() {
    const std::lock_guard lock(mutex_);
    EndLocked();
}

void CompletionPort::Close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    EndLocked();
}

bool CompletionPort::IsClosed() {
    const std::lock_guard lock(mutex_);
    return closed_;
}

void CompletionPort::EndLocked() {
    if (!ended_) {
        ended_ = true;
        listener_->Async([self = shared_from_this()] { self->deliver_ = nullptr; });
    }
}

} // namespace loopback
