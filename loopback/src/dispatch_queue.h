#pragma once

#include <memory>
#include <string>

#include <DriverKit/IODispatchQueue.h>

#include "serial_queue.h"

namespace loopback {
class Machine;
}

struct IODispatchQueue_IVars {
    std::string name;
    uint64_t options = 0;
    // Outlives the object while something is queued.
    std::shared_ptr<loopback::SerialQueue> serial;
    std::weak_ptr<loopback::Machine> machine;
};

namespace loopback {

// Runs `work` on the queue from outside; `what` names it if that can't be.
void RunOn(IODispatchQueue * queue, const char * what, const std::function<void()> & work);
// Leaves `work` to the queue.
void RunLaterOn(IODispatchQueue * queue, std::function<void()> work);

} // namespace loopback
