#include "machine_core.h"

#include <algorithm>

#include "clock.h"
#include "connection.h"

namespace loopback {
namespace {

thread_local std::shared_ptr<MachineCore> tCurrent;

std::uint32_t NextMachine() {
    static std::atomic<std::uint32_t> next{1};
    return next++;
}

} // namespace

MachineCore::Entered::Entered(std::shared_ptr<MachineCore> machine) : before_(std::move(tCurrent)) {
    tCurrent = std::move(machine);
}

MachineCore::Entered::~Entered() { tCurrent = std::move(before_); }

std::shared_ptr<MachineCore> MachineCore::Current() { return tCurrent; }
std::uint32_t MachineCore::CurrentId() { return tCurrent != nullptr ? tCurrent->id_ : 0; }

MachineCore::MachineCore()
    : id_(NextMachine()), worker_(std::make_shared<SerialQueue>()),
      clock_(std::make_shared<Clock>()) {}

MachineCore::~MachineCore() = default;

void MachineCore::Later(std::function<void()> work) { worker_->Async(std::move(work)); }

void MachineCore::AddQueue(const std::shared_ptr<SerialQueue> & queue) {
    const std::lock_guard lock(mutex_);
    queues_.erase(
        std::remove_if(
            queues_.begin(), queues_.end(), [](const auto & old) { return old.expired(); }),
        queues_.end());
    queues_.push_back(queue);
}

void MachineCore::AddFault(const std::string & text) {
    const std::lock_guard lock(mutex_);
    if (crashed_) {
        // Of a driver that isn't there.
        return;
    }
    faults_.push_back(text);
}

std::vector<std::string> MachineCore::Faults() {
    const std::lock_guard lock(mutex_);
    return faults_;
}

std::uint32_t MachineCore::NewClient() {
    const std::lock_guard lock(mutex_);
    return nextClient_++;
}

void MachineCore::EntitleApp(std::uint32_t client, PropertyList entitlements) {
    const std::lock_guard lock(mutex_);
    entitlements_[client] = std::move(entitlements);
}

void MachineCore::SetRoot(std::uint32_t client, bool root) {
    const std::lock_guard lock(mutex_);
    if (root) {
        roots_.insert(client);
    } else {
        roots_.erase(client);
    }
}

bool MachineCore::IsRoot(std::uint32_t client) {
    const std::lock_guard lock(mutex_);
    return roots_.count(client) != 0;
}

PropertyList MachineCore::AppEntitlements(std::uint32_t client) {
    const std::lock_guard lock(mutex_);
    const auto found = entitlements_.find(client);
    return found == entitlements_.end() ? PropertyList{} : found->second;
}

kern_return_t MachineCore::Open(
    std::uint32_t owner, const Sought & sought, std::uint32_t type, std::uint32_t * connection) {
    const Entered entered(shared_from_this());
    Cross(owner);
    if (Dead(owner)) {
        return kMachSendInvalidDest;
    }
    const std::shared_ptr<ServiceEntry> service = FindService(sought);
    if (service == nullptr) {
        return kIOReturnNotFound;
    }
    std::shared_ptr<Connection> made;
    if (const kern_return_t result = service->Open(owner, type, &made); result != kIOReturnSuccess) {
        return result;
    }
    {
        const std::lock_guard lock(mutex_);
        *connection = nextConnection_++;
        connections_[*connection] = std::move(made);
    }
    if (Dead(owner)) {
        Close(*connection);
        return kMachSendInvalidDest;
    }
    return kIOReturnSuccess;
}

std::shared_ptr<Connection> MachineCore::Find(std::uint32_t connection) {
    const std::lock_guard lock(mutex_);
    const auto found = connections_.find(connection);
    return found == connections_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<Connection>> MachineCore::Connections() {
    const std::lock_guard lock(mutex_);
    std::vector<std::shared_ptr<Connection>> all;
    for (const auto & [number, connection] : connections_) {
        all.push_back(connection);
    }
    return all;
}

kern_return_t MachineCore::Close(std::uint32_t connection) {
    std::shared_ptr<Connection> closed;
    {
        const std::lock_guard lock(mutex_);
        const auto found = connections_.find(connection);
        if (found == connections_.end()) {
            return kMachSendInvalidDest;
        }
        closed = found->second;
        connections_.erase(found);
    }
    Cross(closed->owner());
    closed->Close();
    return kIOReturnSuccess;
}

void MachineCore::CloseAll() {
    for (;;) {
        std::uint32_t number = 0;
        {
            const std::lock_guard lock(mutex_);
            if (connections_.empty()) {
                return;
            }
            number = connections_.begin()->first;
        }
        Close(number);
    }
}

void MachineCore::WaitForQueues() {
    // What runs last may queue more: until a round finds nothing running.
    for (int round = 0; round < 2; ++round) {
        worker_->WaitUntilIdle();
        std::vector<std::weak_ptr<SerialQueue>> queues;
        {
            const std::lock_guard lock(mutex_);
            queues = queues_;
        }
        for (const auto & weak : queues) {
            const std::shared_ptr<SerialQueue> queue = weak.lock();
            // Who stops the machine may itself have been told to by something on a queue.
            if (queue != nullptr && !queue->OnQueue()) {
                queue->WaitUntilIdle();
            }
        }
    }
}

} // namespace loopback
