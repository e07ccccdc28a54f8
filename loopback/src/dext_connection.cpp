#include "dext_connection.h"

#include "machine.h"
#include "service.h"

namespace loopback {

DextConnection::DextConnection(
    std::shared_ptr<Machine> machine, IOUserClient * client, std::uint32_t owner)
    : Connection(std::move(machine), owner), client_(client) {}

Machine & DextConnection::machine() const { return static_cast<Machine &>(*machine_); }

kern_return_t DextConnection::Reachable() {
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

// IOUserUserClient leaves it to IOUserClient, which has no use for a port.
kern_return_t DextConnection::SetNotificationPort(std::uint32_t, std::uint64_t, Completion) {
    const Machine::Entered entered(machine_);
    machine_->Cross(owner_);
    const Entering entering(*this, Locking::kWrite);
    const kern_return_t reachable = Reachable();
    return reachable == kMachSendInvalidDest ? reachable : kIOReturnUnsupported;
}

void DextConnection::Close() {
    const Machine::Entered entered(machine_);
    const Entering entering(*this, Locking::kWrite);
    if (closed_) {
        return;
    }
    closed_ = true;
    ClosePorts();
    DropMappings();
    machine().Terminate(client_);
    if (!machine_->Crashed()) {
        client_->release();
    }
}

} // namespace loopback
