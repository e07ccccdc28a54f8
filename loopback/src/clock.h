// The time that a machine's drivers see, and what is to happen when.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace loopback {

// The host's time, or a virtual one that stands still until a test advances it. In nanoseconds.
class Clock : public std::enable_shared_from_this<Clock> {
public:
    using Fire = std::function<void(std::uint64_t now)>;

    static std::uint64_t Host();
    std::uint64_t Now();
    // From now on; nothing may be due yet.
    void MakeVirtual();
    // Lets virtual time pass, stopping at each thing that is due and after it until all has settled.
    // False if time is the host's.
    bool Advance(std::uint64_t by, const std::function<void()> & settle);

    // Something to be done once; the ticket is for Forget.
    std::uint64_t At(std::uint64_t deadline, Fire fire);
    void Forget(std::uint64_t ticket);
    // Forgets everything, and waits for what is being done.
    void Clear();

private:
    using Due = std::pair<std::uint64_t, std::uint64_t>;

    void Run();
    void FireFirst(std::unique_lock<std::mutex> & lock, std::uint64_t now);

    std::mutex mutex_;
    std::condition_variable changed_;
    // By deadline, then by ticket.
    std::map<Due, Fire> due_;
    std::uint64_t nextTicket_ = 1;
    bool virtual_ = false;
    std::uint64_t now_ = 0;
    bool running_ = false;
    bool firing_ = false;
};

} // namespace loopback
