#include "kext_connection.h"

#include "../fail.h"
#include "../machine_core.h"
#include "inside.h"
#include "port.h"
#include "service.h"

namespace loopback::kernel {

// How many calls this thread is in, one from within the other.
static thread_local unsigned tInside = 0;

bool InCall() { return tInside != 0; }

KextConnection::Inside::Inside(KextConnection & connection)
    : client_(connection.client_), acting_(connection.task_) {
    OSLoopbackUserClient & state = *client_->connection;
    const std::lock_guard lock(state.mutex);
    if (!state.dead) {
        ++state.calls;
        inside_ = true;
        ++tInside;
    }
}

KextConnection::Inside::~Inside() {
    if (inside_) {
        --tInside;
        OSLoopbackUserClient & state = *client_->connection;
        const std::lock_guard lock(state.mutex);
        --state.calls;
        state.changed.notify_all();
    }
}

void WaitForCalls(IOUserClient * client) {
    OSLoopbackUserClient & state = *client->connection;
    std::unique_lock lock(state.mutex);
    state.changed.wait(lock, [&] { return state.calls == 0; });
    state.dead = true;
}

KextConnection::KextConnection(
    std::shared_ptr<MachineCore> machine, IOUserClient * client, std::uint32_t owner, Locks locks)
    : Connection(std::move(machine), owner), client_(client), task_(TaskOf(machine_, owner)),
      locks_(locks) {}

// Not before the last call on its way has found that nobody is there.
KextConnection::~KextConnection() {
    const MachineCore::Entered entered(machine_);
    client_->release();
}

Connection::Locking KextConnection::CallLocking() const {
    if (!locks_.used) {
        return Locking::kNone;
    }
    return locks_.singleThread ? Locking::kWrite : Locking::kRead;
}

Connection::Locking KextConnection::MapLocking() const {
    return locks_.used ? Locking::kWrite : Locking::kNone;
}

kern_return_t KextConnection::Reachable() {
    return machine_->Dead(owner_) ? kMachSendInvalidDest : kIOReturnSuccess;
}

std::shared_ptr<Mapping> KextConnection::Take(const IOMemoryDescriptor * memory) {
    return TakeMapping(memory);
}

// xnu IOUserClient.cpp, is_io_connect_set_notification_port_64: always alone. The port is the kext's
// if it answers success, otherwise MIG gives it back.
kern_return_t KextConnection::SetNotificationPort(
    std::uint32_t type, std::uint64_t reference, Completion deliver) {
    const MachineCore::Entered entered(machine_);
    machine_->Cross(owner_);
    const Entering entering(*this, Locking::kWrite);
    const Inside inside(*this);
    if (!inside || Reachable() != kIOReturnSuccess) {
        return kMachSendInvalidDest;
    }
    std::shared_ptr<CompletionPort> arrives;
    mach_port_t port = MACH_PORT_NULL;
    if (deliver) {
        arrives = OpenPort(std::move(deliver));
        port = MakePort("notification port", arrives);
    }
    const kern_return_t result = client_->registerNotificationPort(
        port, type, static_cast<io_user_reference_t>(reference));
    if (result != kIOReturnSuccess && port != MACH_PORT_NULL) {
        if (!DestroyRight(port)) {
            Fault("registerNotificationPort() failed and released its port: so does MIG");
        }
        arrives->Close();
    }
    machine_->Cross(owner_);
    return machine_->Dead(owner_) ? kMachSendInvalidDest : result;
}

// xnu IOUserClient.cpp, is_io_service_close and iokit_client_died, which come to the same: the user
// client is told once, with nobody else in it, and ends itself. The machine forgets a connection
// before it closes it, so this runs once.
void KextConnection::Close() {
    const MachineCore::Entered entered(machine_);
    const bool dead = machine_->Dead(owner_);
    {
        const std::lock_guard lock(client_->connection->mutex);
        if (client_->connection->closed) {
            return;
        }
        // clientDied() says so itself.
        client_->connection->closed = !dead;
    }
    CloseClient(client_, [this, dead] {
        const Entering entering(*this, Locking::kWrite);
        const Acting acting(task_);
        ClosePorts();
        if (dead) {
            client_->clientDied();
        } else {
            client_->clientClose();
        }
    });
    DropMappings();
}

} // namespace loopback::kernel
