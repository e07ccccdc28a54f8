#include "clock.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace loopback {

// Where virtual time begins: not at 0, which drivers take for "never".
static constexpr std::uint64_t kBeginning = 1'000'000'000;

std::uint64_t Clock::Host() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

std::uint64_t Clock::Now() {
    const std::lock_guard lock(mutex_);
    return virtual_ ? now_ : Host();
}

void Clock::MakeVirtual() {
    const std::lock_guard lock(mutex_);
    virtual_ = true;
    now_ = kBeginning;
}

void Clock::FireFirst(std::unique_lock<std::mutex> & lock, std::uint64_t now) {
    const Fire fire = std::move(due_.begin()->second);
    due_.erase(due_.begin());
    firing_ = true;
    lock.unlock();
    fire(now);
    lock.lock();
    firing_ = false;
    changed_.notify_all();
}

bool Clock::Advance(std::uint64_t by, const std::function<void()> & settle) {
    settle();
    std::unique_lock lock(mutex_);
    if (!virtual_) {
        return false;
    }
    const std::uint64_t until = now_ + by;
    while (!due_.empty() && due_.begin()->first.first <= until) {
        now_ = std::max(now_, due_.begin()->first.first);
        FireFirst(lock, now_);
        lock.unlock();
        settle();
        lock.lock();
    }
    now_ = until;
    return true;
}

std::uint64_t Clock::At(std::uint64_t deadline, Fire fire) {
    const std::lock_guard lock(mutex_);
    const std::uint64_t ticket = nextTicket_++;
    due_[{deadline, ticket}] = std::move(fire);
    if (!virtual_ && !running_) {
        running_ = true;
        std::thread([self = shared_from_this()] { self->Run(); }).detach();
    }
    changed_.notify_all();
    return ticket;
}

void Clock::Forget(std::uint64_t ticket) {
    Fire forgotten;
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(
        due_.begin(), due_.end(), [&](const auto & each) { return each.first.second == ticket; });
    if (found != due_.end()) {
        forgotten = std::move(found->second);
        due_.erase(found);
        changed_.notify_all();
    }
}

void Clock::Clear() {
    std::unique_lock lock(mutex_);
    due_.clear();
    changed_.notify_all();
    changed_.wait(lock, [&] { return !firing_ && !running_; });
}

// The thread that waits for the host's time, as long as something is due.
void Clock::Run() {
    std::unique_lock lock(mutex_);
    while (!due_.empty()) {
        const std::uint64_t deadline = due_.begin()->first.first;
        const std::uint64_t now = Host();
        if (deadline <= now) {
            FireFirst(lock, now);
        } else {
            // Not for ever at once: a deadline may be beyond what the host's clock can count.
            const auto wait = std::min<std::uint64_t>(deadline - now, 1'000'000'000);
            changed_.wait_for(lock, std::chrono::nanoseconds(wait));
        }
    }
    running_ = false;
    changed_.notify_all();
}

} // namespace loopback
