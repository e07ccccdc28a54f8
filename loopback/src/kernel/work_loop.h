// The state of work loops.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <IOKit/IOWorkLoop.h>

#include "../machine_core.h"
#include "../serial_queue.h"

namespace loopback::kernel {

// A loop's thread and gate, which what is on its way to a source holds.
class Loop {
public:
    explicit Loop(const std::shared_ptr<MachineCore> & machine);

    void CloseGate();
    void OpenGate();
    bool InGate() const { return inGate_.load() == std::this_thread::get_id(); }
    bool OnThread() const { return queue_->OnQueue(); }
    // Leaves it to the thread, with the gate closed.
    void Post(std::function<void()> work);

private:
    const std::weak_ptr<MachineCore> machine_;
    const std::shared_ptr<SerialQueue> queue_;
    std::recursive_mutex gate_;
    std::atomic<std::thread::id> inGate_{std::thread::id()};
    // Written by who is in it.
    unsigned depth_ = 0;
};

} // namespace loopback::kernel

struct OSLoopbackWorkLoop {
    std::shared_ptr<loopback::kernel::Loop> loop;
    std::mutex mutex;
    // Each is held.
    std::vector<IOEventSource *> sources;
};
