#include "serial_queue.h"

#include <algorithm>
#include <vector>

#include "fail.h"

namespace loopback {

// The queues that this thread is on, the innermost last.
static thread_local std::vector<const SerialQueue *> tQueues;

bool SerialQueue::OnQueue() const {
    return std::find(tQueues.begin(), tQueues.end(), this) != tQueues.end();
}

void SerialQueue::Run(std::unique_lock<std::mutex> & lock, const std::function<void()> & work) {
    running_ = true;
    items_.pop_front();
    lock.unlock();
    tQueues.push_back(this);
    work();
    tQueues.pop_back();
    lock.lock();
    running_ = false;
    changed_.notify_all();
}

void SerialQueue::Sync(const char * what, const std::function<void()> & work) {
    if (OnQueue()) {
        Fail("%s: this thread is on that queue already, and would wait for itself forever", what);
    }
    const std::shared_ptr<SerialQueue> keep = shared_from_this();
    const auto ticket = std::make_shared<Item>(Item{nullptr, true});
    std::unique_lock lock(mutex_);
    items_.push_back(ticket);
    changed_.wait(lock, [&] { return !running_ && items_.front() == ticket; });
    Run(lock, work);
}

void SerialQueue::Async(std::function<void()> work) {
    const std::lock_guard lock(mutex_);
    items_.push_back(std::make_shared<Item>(Item{std::move(work), false}));
    if (!draining_) {
        draining_ = true;
        std::thread([keep = shared_from_this()] { keep->Drain(); }).detach();
    }
    changed_.notify_all();
}

void SerialQueue::Drain() {
    std::unique_lock lock(mutex_);
    for (;;) {
        // Only tickets are left, or nothing: whoever queues work next starts a thread again.
        const bool work = std::any_of(
            items_.begin(), items_.end(), [](const auto & item) { return !item->waitedFor; });
        if (!work) {
            break;
        }
        changed_.wait(lock, [&] { return !running_ && !items_.front()->waitedFor; });
        const std::shared_ptr<Item> item = items_.front();
        Run(lock, [&] {
            item->work();
            // What it holds goes before the queue is locked again: it may be the last reference.
            item->work = nullptr;
        });
    }
    draining_ = false;
    changed_.notify_all();
}

void SerialQueue::WaitUntilIdle() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !running_ && !draining_ && items_.empty(); });
}

} // namespace loopback
