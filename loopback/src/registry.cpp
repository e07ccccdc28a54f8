// The kernel's registry, as apps look at it: which services there are, and who watches them.
#include <algorithm>
#include <utility>

#include "classes.h"
#include "fail.h"
#include "machine.h"
#include "service.h"
#include "watch.h"

namespace loopback {
namespace {

// It runs and is registered, so that apps find it.
bool IsPublished(IOService * service) {
    const std::lock_guard lock(service->ivars->mutex);
    return service->ivars->life == Life::kStarted && service->ivars->registered;
}

// Whether it's to be told that it has come.
bool BecomesPublished(IOService * service) {
    const std::lock_guard lock(service->ivars->mutex);
    IOService_IVars & state = *service->ivars;
    return state.life == Life::kStarted && state.registered && !std::exchange(state.published, true);
}

bool IsHidden(IOService * service) {
    const std::lock_guard lock(service->ivars->mutex);
    return service->ivars->life == Life::kStarted && !service->ivars->registered;
}

} // namespace

IOService * Machine::CopyService(const Sought & sought) {
    const std::lock_guard lock(mutex_);
    for (IOService * driver : drivers_) {
        if (!Matches(driver, sought)) {
            continue;
        }
        if (IsPublished(driver)) {
            driver->retain();
            return driver;
        }
        if (IsHidden(driver)) {
            Note(
                "%s runs, but nobody finds it: it has not called RegisterService()",
                ClassName(driver->getMetaClass()));
        }
    }
    return nullptr;
}

kern_return_t Machine::Services(
    std::uint32_t client, const Sought & sought, std::vector<std::uint64_t> * found) {
    if (Dead(client)) {
        return kMachSendInvalidDest;
    }
    const std::lock_guard lock(mutex_);
    for (IOService * driver : drivers_) {
        if (IsPublished(driver) && Matches(driver, sought)) {
            found->push_back(driver->ivars->entryId);
        }
    }
    return kIOReturnSuccess;
}

kern_return_t Machine::AddWatch(
    std::uint32_t client, const Sought & sought, Watch::Tell tell, std::uint64_t * number) {
    const auto listener = std::make_shared<SerialQueue>();
    const auto watch = std::make_shared<Watch>(listener, client, sought, std::move(tell));
    AddQueue(listener);
    // What comes and goes meanwhile waits for the lock, so that nothing is told twice or not at all.
    const std::lock_guard lock(mutex_);
    if (dead_.count(client) != 0) {
        return kMachSendInvalidDest;
    }
    *number = nextWatch_++;
    watches_[*number] = watch;
    for (IOService * driver : drivers_) {
        if (IsPublished(driver) && Matches(driver, sought)) {
            watch->Arrived(driver->ivars->entryId);
        }
    }
    return kIOReturnSuccess;
}

void Machine::RemoveWatch(std::uint64_t number) {
    std::shared_ptr<Watch> watch;
    {
        const std::lock_guard lock(mutex_);
        const auto found = watches_.find(number);
        if (found == watches_.end()) {
            return;
        }
        watch = found->second;
        watches_.erase(found);
    }
    watch->Close();
}

void Machine::CloseWatches(std::uint32_t client) {
    std::vector<std::shared_ptr<Watch>> closed;
    {
        const std::lock_guard lock(mutex_);
        for (auto each = watches_.begin(); each != watches_.end();) {
            if (each->second->owner() == client) {
                closed.push_back(each->second);
                each = watches_.erase(each);
            } else {
                ++each;
            }
        }
    }
    for (const auto & watch : closed) {
        watch->Close();
    }
}

// xnu IOService.cpp, doServiceMatch and probeCandidates: kIOFirstMatchNotification is sent once for a
// service, however often it registers.
void Machine::Publish(IOService * service) {
    const std::lock_guard lock(mutex_);
    if (std::find(drivers_.begin(), drivers_.end(), service) == drivers_.end() ||
        !BecomesPublished(service)) {
        return;
    }
    for (const auto & [number, watch] : watches_) {
        if (Matches(service, watch->sought())) {
            watch->Arrived(service->ivars->entryId);
        }
    }
}

// xnu IOService.cpp, terminatePhase1: it's told as soon as the service is inactive, before it stops.
void Machine::Withdraw(IOService * service) {
    const std::lock_guard lock(mutex_);
    for (const auto & [number, watch] : watches_) {
        watch->Removed(service->ivars->entryId);
    }
}

} // namespace loopback
