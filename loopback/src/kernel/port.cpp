#include "port.h"

#include <deque>
#include <mutex>
#include <utility>

#include "../fail.h"
#include "../live.h"
#include "../machine_core.h"

using namespace loopback;

struct ipc_port {
    std::mutex mutex;
    const char * what = nullptr;
    bool released = false;
    Completion send;
    std::weak_ptr<CompletionPort> arrives;
    // What stands for it among the objects that are alive.
    void * counted = nullptr;
};

namespace {

// Released ports, the oldest first, kept so that a late use is recognised.
void Keep(mach_port_t port) {
    struct Kept {
        std::mutex mutex;
        std::deque<std::unique_ptr<ipc_port>> ports;
    };
    static Kept * const kept = new Kept;
    constexpr std::size_t kMostKept = 4096;
    const std::lock_guard lock(kept->mutex);
    kept->ports.emplace_back(port);
    if (kept->ports.size() > kMostKept) {
        kept->ports.pop_front();
    }
}

} // namespace

namespace loopback::kernel {

mach_port_t MakePort(const char * what, const std::shared_ptr<CompletionPort> & arrives) {
    auto * port = new ipc_port;
    port->what = what;
    port->send = arrives->Sender();
    port->arrives = arrives;
    port->counted = live::Allocate(1, what, live::Side::kKernel);
    return port;
}

bool DestroyRight(mach_port_t port) {
    Completion last;
    {
        const std::lock_guard lock(port->mutex);
        if (std::exchange(port->released, true)) {
            return false;
        }
        last.swap(port->send);
        live::Freeing(port->counted);
        live::Deallocate(port->counted);
    }
    Keep(port);
    return true;
}

void ReleasePort(mach_port_t port) {
    if (port != MACH_PORT_NULL && !DestroyRight(port)) {
        Fail("a %s is released once too often", port->what);
    }
}

IOReturn SendTo(
    mach_port_t port, IOReturn status, const std::uint64_t * words, std::uint32_t count) {
    Completion send;
    std::shared_ptr<CompletionPort> arrives;
    {
        const std::lock_guard lock(port->mutex);
        if (port->released) {
            Fail("a %s that was released is sent to", port->what);
        }
        send = port->send;
        arrives = port->arrives.lock();
    }
    if (arrives == nullptr || arrives->IsClosed()) {
        return kMachSendInvalidDest;
    }
    send(status, words, count);
    return kIOReturnSuccess;
}

} // namespace loopback::kernel
