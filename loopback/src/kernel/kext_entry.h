// A kext's service as apps find it.
#pragma once

#include <IOKit/IOService.h>

#include "../service_entry.h"

namespace loopback {
class MachineCore;
}

namespace loopback::kernel {

class KextEntry final : public ServiceEntry {
public:
    // Takes over the reference to the nub, which the service was started on.
    KextEntry(const std::shared_ptr<MachineCore> & machine, IOService * service, IOService * nub);
    ~KextEntry() override;

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
    const std::weak_ptr<MachineCore> machine_;
    // Both held.
    IOService * const service_;
    IOService * const nub_;
};

} // namespace loopback::kernel
