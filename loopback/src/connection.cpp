#include "connection.h"

#include "classes.h"
#include "dispatch_queue.h"
#include "machine.h"
#include "memory.h"
#include "service.h"

namespace loopback {

Connection::Connection(std::shared_ptr<Machine> machine, IOUserClient * client, std::uint32_t owner)
    : machine_(std::move(machine)), client_(client), owner_(owner),
      listener_(std::make_shared<SerialQueue>()) {
    machine_->AddQueue(listener_);
}

kern_return_t Connection::Reachable() {
    if (closed_ || machine_->Dead(owner_)) {
        return kMachSendInvalidDest;
    }
    if (machine_->Crashed()) {
        // xnu IOUserServer.cpp, IOUserServer::rpc.
        return kIOReturnOffline;
    }
    const IOService_IVars & state = *client_->IOService::ivars;
    // A user client that terminated itself: no queue takes the message, then the port dies.
    const std::lock_guard lock(client_->IOService::ivars->mutex);
    switch (state.life) {
    case Life::kStopping:
        return kIOReturnNotReady;
    case Life::kStopped:
        return kMachSendInvalidDest;
    default:
        return kIOReturnSuccess;
    }
}

void Connection::Close() {
    const Machine::Entered entered(machine_);
    const std::unique_lock lock(lock_);
    if (closed_) {
        return;
    }
    closed_ = true;
    ClosePorts();
    for (ClientMapping & each : mappings_) {
        if (machine_->Dead(owner_)) {
            machine_->Keep(owner_, std::move(each.mapping));
        }
        each.mapping.reset();
        each.memory->release();
    }
    mappings_.clear();
    machine_->Terminate(client_);
    if (!machine_->Crashed()) {
        client_->release();
    }
}

} // namespace loopback
