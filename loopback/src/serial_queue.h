// One thing after the other, in the order of their coming, on whatever thread they come.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace loopback {

class SerialQueue : public std::enable_shared_from_this<SerialQueue> {
public:
    // Runs the work on this thread when its turn comes, and returns after it. A thread that is on
    // the queue already would wait for itself: that is a failure of the driver's.
    void Sync(const char * what, const std::function<void()> & work);
    // Leaves the work to the queue's own thread.
    void Async(std::function<void()> work);
    // Whether this thread is running something of this queue, itself or further up its stack.
    bool OnQueue() const;
    // Returns when nothing is queued or running.
    void WaitUntilIdle();

private:
    // What waits for its turn: work for the queue's thread, or a ticket of a thread that waits
    // itself.
    struct Item {
        std::function<void()> work;
        bool waitedFor;
    };

    void Drain();
    void Run(std::unique_lock<std::mutex> & lock, const std::function<void()> & work);

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::shared_ptr<Item>> items_;
    bool running_ = false;
    bool draining_ = false;
};

} // namespace loopback
