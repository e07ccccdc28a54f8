#include "connection.h"

#include <algorithm>

#include "machine_core.h"

namespace loopback {

Connection::Connection(std::shared_ptr<MachineCore> machine, std::uint32_t owner)
    : machine_(std::move(machine)), owner_(owner), listener_(std::make_shared<SerialQueue>()) {
    machine_->AddQueue(listener_);
}

Connection::Entering::Entering(Connection & connection, Locking locking) {
    if (locking == Locking::kRead) {
        read_ = std::shared_lock(connection.lock_);
    } else if (locking == Locking::kWrite) {
        write_ = std::unique_lock(connection.lock_);
    }
}

kern_return_t Connection::CallMethod(Call & call) {
    const MachineCore::Entered entered(machine_);
    // migcom, user.c: an input array that is too long never leaves the client; the room for outputs
    // is clamped by the server.
    if (call.scalarInputCount > kScalars) {
        return kMigArrayTooLarge;
    }
    // is_io_connect_method takes no larger out-of-line output.
    if (call.structureOutputSize > UINT32_MAX) {
        return kIOReturnIPCError;
    }
    // An asynchronous call has no variable output: its marker is a size that the kernel refuses, too.
    if (call.completion && call.variable) {
        return kIOReturnIPCError;
    }
    machine_->Cross(owner_);
    const Entering entering(*this, CallLocking());
    const kern_return_t reachable = Reachable();
    return reachable != kIOReturnSuccess ? reachable : Send(call);
}

std::shared_ptr<CompletionPort> Connection::OpenPort(Completion completion) {
    auto port = std::make_shared<CompletionPort>(
        listener_, std::move(completion),
        [machine = machine_, owner = owner_] { machine->Cross(owner); });
    const std::lock_guard lock(portsMutex_);
    ports_.erase(
        std::remove_if(ports_.begin(), ports_.end(), [](const auto & old) { return old.expired(); }),
        ports_.end());
    ports_.push_back(port);
    return port;
}

void Connection::EndPorts() {
    const std::lock_guard lock(portsMutex_);
    for (const auto & weak : ports_) {
        if (const std::shared_ptr<CompletionPort> port = weak.lock()) {
            port->End();
        }
    }
}

void Connection::ClosePorts() {
    const std::lock_guard lock(portsMutex_);
    for (const auto & weak : ports_) {
        if (const std::shared_ptr<CompletionPort> port = weak.lock()) {
            port->Close();
        }
    }
    ports_.clear();
}

} // namespace loopback
