// A dext's driver as apps find it.
#pragma once

#include <DriverKit/IOService.h>

#include "service_entry.h"

namespace loopback {

class Machine;

class DextEntry final : public ServiceEntry {
public:
    DextEntry(const std::shared_ptr<Machine> & machine, IOService * service);
    ~DextEntry() override;

    const void * object() const override { return service_; }
    const char * className() const override;
    std::uint64_t id() const override;
    bool Matches(const Sought & sought) const override;
    bool IsPublished() const override;
    bool BecomesPublished() override;
    bool IsHidden() const override;
    kern_return_t Open(
        std::uint32_t client, std::uint32_t type,
        std::shared_ptr<Connection> * connection) override;
    bool RaiseInterrupt(std::uint32_t index, std::uint64_t now) override;
    void Stop() override;

private:
    // Whether the process of the drivers is alive.
    bool HasProcess() const;

    const std::weak_ptr<Machine> machine_;
    // Held.
    IOService * const service_;
};

} // namespace loopback
