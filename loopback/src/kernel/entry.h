// The state of a registry entry, which here always is a service.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <IOKit/IOService.h>

namespace loopback {

class MachineCore;

namespace kernel {

// The life of a service, in order. A service that is terminated is inactive at once, and stops when
// nobody is in it any more.
enum class Life { kMade, kStarted, kInactive, kStopping, kStopped };

struct Interrupt;

} // namespace kernel
} // namespace loopback

struct OSLoopbackEntry {
    std::weak_ptr<loopback::MachineCore> machine;
    uint64_t id = 0;

    std::mutex mutex;
    std::condition_variable changed;
    loopback::kernel::Life life = loopback::kernel::Life::kMade;
    bool registered = false;
    // Its arrival was told to who watched then; it arrives once.
    bool published = false;
    std::string name;
    OSDictionary * properties = nullptr;
    // Each is held.
    IOService * provider = nullptr;
    std::vector<IOService *> clients;
    // Who has it open.
    const IOService * user = nullptr;
    // What listens to which of its interrupts.
    std::map<uint32_t, std::vector<std::weak_ptr<loopback::kernel::Interrupt>>> interrupts;
};
