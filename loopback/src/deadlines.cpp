#include "deadlines.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace loopback {
namespace {

class Deadlines {
public:
    void Add(std::chrono::steady_clock::time_point when, std::function<void()> work) {
        const std::lock_guard lock(mutex_);
        work_.emplace(when, std::move(work));
        if (!running_) {
            running_ = true;
            std::thread([this] { Run(); }).detach();
        }
        changed_.notify_all();
    }

private:
    void Run() {
        std::unique_lock lock(mutex_);
        for (;;) {
            if (work_.empty()) {
                changed_.wait(lock);
                continue;
            }
            const auto first = work_.begin();
            if (std::chrono::steady_clock::now() < first->first) {
                // The entry may be gone by the time the wait is over.
                const auto when = first->first;
                changed_.wait_until(lock, when);
                continue;
            }
            std::function<void()> work = std::move(first->second);
            work_.erase(first);
            lock.unlock();
            work();
            work = nullptr;
            lock.lock();
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::multimap<std::chrono::steady_clock::time_point, std::function<void()>> work_;
    bool running_ = false;
};

} // namespace

void RunAt(std::chrono::steady_clock::time_point when, std::function<void()> work) {
    // Never destroyed: its thread outlives main.
    static Deadlines * deadlines = new Deadlines;
    deadlines->Add(when, std::move(work));
}

} // namespace loopback
