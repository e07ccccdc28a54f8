// The end of a service.
#include <chrono>
#include <utility>

#include <IOKit/IOUserClient.h>

#include "../fail.h"
#include "../machine_core.h"
#include "entry.h"
#include "service.h"
#include "user_client.h"

using namespace loopback;
using kernel::Life;

namespace {

// What this thread stops itself, once it has been told to.
thread_local const IOService * tSettles = nullptr;

// How long a service may take to stop.
constexpr std::chrono::seconds kStopLimit(10);

std::vector<IOService *> CopyClients(IOService * service) {
    const std::lock_guard lock(service->entry->mutex);
    for (IOService * client : service->entry->clients) {
        client->retain();
    }
    return service->entry->clients;
}

// xnu IOService.cpp, terminatePhase1: the service and all that is on it are inactive from now on.
// False if it was.
bool Deactivate(IOService * service, IOOptionBits options) {
    {
        const std::lock_guard lock(service->entry->mutex);
        if (service->entry->life > Life::kStarted) {
            return false;
        }
        service->entry->life = Life::kInactive;
    }
    if (const std::shared_ptr<MachineCore> machine = service->entry->machine.lock()) {
        machine->Withdraw(service->entry->id);
    }
    for (IOService * client : CopyClients(service)) {
        if (Deactivate(client, options)) {
            client->willTerminate(service, options);
        }
        client->release();
    }
    return true;
}

} // namespace

namespace loopback::kernel {

// xnu IOService.cpp, terminateWorker: what is on a service is told, and stops before it; a user client
// not while a call is in it.
void Settle(IOService * service) {
    OSLoopbackEntry & state = *service->entry;
    {
        std::unique_lock lock(state.mutex);
        if (state.life == Life::kStopping || state.life == Life::kStopped) {
            state.changed.wait_for(lock, kStopLimit, [&] { return state.life == Life::kStopped; });
            return;
        }
        state.life = Life::kStopping;
    }
    for (IOService * client : CopyClients(service)) {
        bool defer = false;
        client->didTerminate(service, 0, &defer);
        Settle(client);
        client->release();
    }
    if (IOUserClient * client = OSDynamicCast(IOUserClient, service)) {
        WaitForCalls(client);
    }
    if (service->isOpen()) {
        Fault(
            "%s stops while somebody has it open: in the kernel it would wait forever",
            service->getMetaClass()->getClassName());
    }
    service->retain();
    service->finalize(0);
    {
        const std::lock_guard lock(state.mutex);
        state.life = Life::kStopped;
        state.changed.notify_all();
    }
    service->release();
}

void CloseClient(IOUserClient * client, const std::function<void()> & tell) {
    const IOService * const before = std::exchange(tSettles, client);
    tell();
    tSettles = before;
    if (client->isInactive()) {
        Settle(client);
    } else {
        Fault(
            "clientClose() of %s doesn't terminate it, so it is there forever",
            client->getMetaClass()->getClassName());
    }
}

} // namespace loopback::kernel

bool IOService::terminate(IOOptionBits options) {
    if (!Deactivate(this, options) || tSettles == this) {
        return true;
    }
    const std::shared_ptr<MachineCore> machine = entry->machine.lock();
    if (machine == nullptr) {
        return false;
    }
    if ((options & kIOServiceSynchronous) != 0 && !kernel::InCall()) {
        kernel::Settle(this);
        return true;
    }
    retain();
    machine->Later([machine, this] {
        const MachineCore::Entered entered(machine);
        kernel::Settle(this);
        release();
    });
    return true;
}
