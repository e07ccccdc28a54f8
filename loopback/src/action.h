// The state of an action.
#pragma once

#include <mutex>

#include <DriverKit/OSAction.h>

#include "completion_port.h"

namespace loopback {

// An action whose target is the kernel; counted once.
OSAction * MakeCompletion(Completion completion);

} // namespace loopback

struct OSAction_IVars {
    std::mutex mutex;
    // A driver's action: who gets which message instead of the one that was sent. No target:
    // cancelled.
    OSObject * target = nullptr;
    uint64_t targetmsgid = 0;
    uint64_t msgid = 0;
    // The kernel's.
    loopback::Completion completion;
    // From calloc, so aligned for anything.
    void * reference = nullptr;
};
