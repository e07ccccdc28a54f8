// The kernel's registry, as apps look at it: which services there are, and who watches them.
#include <utility>

#include "clock.h"
#include "fail.h"
#include "machine_core.h"

namespace loopback {
void MachineCore::AddService(std::shared_ptr<ServiceEntry> entry) {
    const std::lock_guard lock(mutex_);
    services_.push_back(std::move(entry));
}

bool MachineCore::RemoveService(const void * object) {
    std::shared_ptr<ServiceEntry> removed;
    const std::lock_guard lock(mutex_);
    for (auto each = services_.begin(); each != services_.end(); ++each) {
        if ((*each)->object() == object) {
            removed = *each;
            services_.erase(each);
            return true;
        }
    }
    return false;
}

void MachineCore::StopServices() {
    for (;;) {
        std::shared_ptr<ServiceEntry> newest;
        {
            const std::lock_guard lock(mutex_);
            if (services_.empty()) {
                return;
            }
            newest = services_.back();
        }
        newest->Stop();
        RemoveService(newest->object());
    }
}

bool MachineCore::Interrupt(const std::string & className, std::uint32_t index) {
    std::vector<std::shared_ptr<ServiceEntry>> drivers;
    {
        const std::lock_guard lock(mutex_);
        for (const auto & service : services_) {
            if (className == service->className()) {
                drivers.push_back(service);
            }
        }
    }
    const std::uint64_t now = clock_->Now();
    bool heard = false;
    for (const auto & driver : drivers) {
        heard = driver->RaiseInterrupt(index, now) || heard;
    }
    return heard;
}

std::shared_ptr<ServiceEntry> MachineCore::FindService(const Sought & sought) {
    const std::lock_guard lock(mutex_);
    for (const auto & service : services_) {
        if (!service->Matches(sought)) {
            continue;
        }
        if (service->IsPublished()) {
            return service;
        }
        if (service->IsHidden()) {
            Note(
                "%s runs, but nobody finds it: it has not registered its service",
                service->className());
        }
    }
    return nullptr;
}

kern_return_t MachineCore::Services(
    std::uint32_t client, const Sought & sought, std::vector<std::uint64_t> * found) {
    if (Dead(client)) {
        return kMachSendInvalidDest;
    }
    const std::lock_guard lock(mutex_);
    for (const auto & service : services_) {
        if (service->IsPublished() && service->Matches(sought)) {
            found->push_back(service->id());
        }
    }
    return kIOReturnSuccess;
}

kern_return_t MachineCore::AddWatch(
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
    for (const auto & service : services_) {
        if (service->IsPublished() && service->Matches(sought)) {
            watch->Arrived(service->id());
        }
    }
    return kIOReturnSuccess;
}

void MachineCore::RemoveWatch(std::uint64_t number) {
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

void MachineCore::CloseWatches(std::uint32_t client) {
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
void MachineCore::Publish(const void * object) {
    const std::lock_guard lock(mutex_);
    for (const auto & service : services_) {
        if (service->object() != object || !service->BecomesPublished()) {
            continue;
        }
        for (const auto & [number, watch] : watches_) {
            if (service->Matches(watch->sought())) {
                watch->Arrived(service->id());
            }
        }
    }
}

// xnu IOService.cpp, terminatePhase1: it's told as soon as the service is inactive, before it stops.
void MachineCore::Withdraw(std::uint64_t id) {
    const std::lock_guard lock(mutex_);
    for (const auto & [number, watch] : watches_) {
        watch->Removed(id);
    }
}

} // namespace loopback
