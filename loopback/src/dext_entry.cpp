#include "dext_entry.h"

#include <utility>

#include "classes.h"
#include "interrupt_source.h"
#include "machine.h"
#include "matching.h"
#include "service.h"

namespace loopback {

DextEntry::DextEntry(const std::shared_ptr<Machine> & machine, IOService * service)
    : machine_(machine), service_(service) {
    service_->retain();
}

DextEntry::~DextEntry() {
    // What a dead process held stays as it is.
    if (HasProcess()) {
        service_->release();
    }
}

bool DextEntry::HasProcess() const {
    const std::shared_ptr<Machine> machine = machine_.lock();
    return machine != nullptr && !machine->Crashed();
}

const char * DextEntry::className() const { return ClassName(service_->getMetaClass()); }
std::uint64_t DextEntry::id() const { return service_->ivars->entryId; }
bool DextEntry::Matches(const Sought & sought) const { return loopback::Matches(service_, sought); }

bool DextEntry::IsPublished() const {
    // With the process all its services are gone at once, before anybody has taken them away.
    if (!HasProcess()) {
        return false;
    }
    const std::lock_guard lock(service_->ivars->mutex);
    return service_->ivars->life == Life::kStarted && service_->ivars->registered;
}

bool DextEntry::BecomesPublished() {
    if (!HasProcess()) {
        return false;
    }
    const std::lock_guard lock(service_->ivars->mutex);
    IOService_IVars & state = *service_->ivars;
    return state.life == Life::kStarted && state.registered && !std::exchange(state.published, true);
}

bool DextEntry::IsHidden() const {
    const std::lock_guard lock(service_->ivars->mutex);
    return service_->ivars->life == Life::kStarted && !service_->ivars->registered;
}

kern_return_t DextEntry::Open(
    std::uint32_t client, std::uint32_t type, std::shared_ptr<Connection> * connection) {
    const std::shared_ptr<Machine> machine = machine_.lock();
    return machine != nullptr ? machine->OpenDriver(service_, client, type, connection)
                              : kIOReturnNotFound;
}

bool DextEntry::RaiseInterrupt(std::uint32_t index, std::uint64_t now) {
    IOService * nub = HasProcess() ? service_->GetProvider() : nullptr;
    if (nub == nullptr) {
        return false;
    }
    nub->retain();
    const bool heard = loopback::RaiseInterrupt(nub, index, now);
    nub->release();
    return heard;
}

void DextEntry::Stop() {
    if (const std::shared_ptr<Machine> machine = machine_.lock()) {
        machine->StopDriver(service_);
    }
}

} // namespace loopback
