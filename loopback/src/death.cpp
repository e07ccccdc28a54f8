// The death of either side, at any point: a driver's process that crashes, an app that is killed.
//
// Both sides share this process, so what runs of a dead one runs on to its end; but nobody hears of
// it any more, and nothing of it is begun. What a dead driver held is given back when the machine
// stops.
#include "connection.h"
#include "machine_core.h"

namespace loopback {

bool MachineCore::Dead(std::uint32_t client) {
    const std::lock_guard lock(mutex_);
    return dead_.count(client) != 0;
}

std::vector<std::uint32_t> MachineCore::MarkDead(std::uint32_t client) {
    std::vector<std::uint32_t> owned;
    std::vector<std::shared_ptr<Connection>> connections;
    {
        const std::lock_guard lock(mutex_);
        dead_.insert(client);
        for (const auto & [number, connection] : connections_) {
            if (connection->owner() == client) {
                owned.push_back(number);
                connections.push_back(connection);
            }
        }
    }
    for (const auto & connection : connections) {
        connection->ClosePorts();
    }
    CloseWatches(client);
    return owned;
}

// xnu: the app's last rights to its connections go with its task, and the kernel closes them.
void MachineCore::Kill(std::uint32_t client) {
    for (const std::uint32_t number : MarkDead(client)) {
        // Later: the app may be in the middle of a call.
        worker_->Async([self = shared_from_this(), number] { self->Close(number); });
    }
}

void MachineCore::ClientDied(std::uint32_t client) {
    for (const std::uint32_t number : MarkDead(client)) {
        Close(number);
    }
    std::vector<std::shared_ptr<Mapping>> kept;
    const std::lock_guard lock(mutex_);
    kept.swap(kept_[client]);
    kept_.erase(client);
}

void MachineCore::Keep(std::uint32_t client, std::shared_ptr<Mapping> mapping) {
    const std::lock_guard lock(mutex_);
    kept_[client].push_back(std::move(mapping));
}

void MachineCore::KillAt(std::uint64_t crossings, Victim victim) {
    const std::lock_guard lock(mutex_);
    killAt_ = crossings_ + crossings;
    victim_ = victim;
}

std::uint64_t MachineCore::Crossings() {
    const std::lock_guard lock(mutex_);
    return crossings_;
}

void MachineCore::Cross(std::uint32_t client) {
    Victim victim = Victim::kDriver;
    {
        const std::lock_guard lock(mutex_);
        if (++crossings_ != killAt_) {
            return;
        }
        victim = victim_;
    }
    if (victim == Victim::kDriver) {
        Crash();
    } else {
        Kill(client);
    }
}

} // namespace loopback
