#include "kext_entry.h"

#include <utility>

#include <IOKit/IOUserClient.h>

#include "../machine_core.h"
#include "entry.h"
#include "interrupt_source.h"
#include "kext_connection.h"
#include "open.h"
#include "service.h"
#include "task.h"
#include "user_client.h"

namespace loopback::kernel {
namespace {

bool IsText(const OSObject * value, const std::string & text) {
    const OSString * string = OSDynamicCast(OSString, value);
    return string != nullptr && string->isEqualTo(text.c_str());
}

bool IsNumber(const OSObject * value, std::uint64_t number) {
    const OSNumber * is = OSDynamicCast(OSNumber, value);
    return is != nullptr && is->unsigned64BitValue() == number;
}

bool IsFlag(const OSObject * value, bool flag) {
    const OSBoolean * is = OSDynamicCast(OSBoolean, value);
    return is != nullptr && is->getValue() == flag;
}

} // namespace

KextEntry::KextEntry(
    const std::shared_ptr<MachineCore> & machine, IOService * service, IOService * nub)
    : machine_(machine), service_(service), nub_(nub) {
    service_->retain();
}

KextEntry::~KextEntry() {
    service_->release();
    nub_->release();
}

const char * KextEntry::className() const { return service_->getMetaClass()->getClassName(); }
std::uint64_t KextEntry::id() const { return service_->entry->id; }

// xnu IOService.cpp, passiveMatch: a class is the service's, or one that it's derived from.
bool KextEntry::Matches(const Sought & sought) const {
    const char * key = sought.key.c_str();
    switch (sought.kind) {
    case Sought::Kind::kId:
        return service_->entry->id == sought.number;
    case Sought::Kind::kClass:
        return service_->metaCast(sought.text.c_str()) != nullptr;
    case Sought::Kind::kName: {
        const std::lock_guard lock(service_->entry->mutex);
        return service_->entry->name == sought.text;
    }
    case Sought::Kind::kText:
        return IsText(service_->getProperty(key), sought.text);
    case Sought::Kind::kNumber:
        return IsNumber(service_->getProperty(key), sought.number);
    case Sought::Kind::kFlag:
        return IsFlag(service_->getProperty(key), sought.number != 0);
    }
    return false;
}

bool KextEntry::IsPublished() const {
    const std::lock_guard lock(service_->entry->mutex);
    return service_->entry->life == Life::kStarted && service_->entry->registered;
}

bool KextEntry::BecomesPublished() {
    const std::lock_guard lock(service_->entry->mutex);
    OSLoopbackEntry & state = *service_->entry;
    return state.life == Life::kStarted && state.registered && !std::exchange(state.published, true);
}

bool KextEntry::IsHidden() const {
    const std::lock_guard lock(service_->entry->mutex);
    return service_->entry->life == Life::kStarted && !service_->entry->registered;
}

kern_return_t KextEntry::Open(
    std::uint32_t owner, std::uint32_t type, std::shared_ptr<Connection> * connection) {
    const std::shared_ptr<MachineCore> machine = machine_.lock();
    if (machine == nullptr) {
        return kIOReturnNotFound;
    }
    const task_t task = TaskOf(machine, owner);
    IOUserClient * client = nullptr;
    Locks locks;
    const kern_return_t result = OpenService(service_, task, type, &client, &locks);
    machine->Cross(owner);
    if (result != kIOReturnSuccess) {
        return result;
    }
    const auto made = std::make_shared<KextConnection>(machine, client, owner, locks);
    client->connection->connection = made;
    *connection = made;
    return kIOReturnSuccess;
}

bool KextEntry::RaiseInterrupt(std::uint32_t index, std::uint64_t) {
    return kernel::RaiseInterrupt(nub_, index);
}

void KextEntry::Stop() {
    const MachineCore::Entered entered(machine_.lock());
    service_->terminate();
    Settle(service_);
}

} // namespace loopback::kernel
