// An app's connection to a user client of a dext.
#pragma once

#include <DriverKit/IOUserClient.h>

#include "action.h"
#include "connection.h"

namespace loopback {

class Machine;

class DextConnection final : public Connection {
public:
    // Takes the reference over.
    DextConnection(std::shared_ptr<Machine> machine, IOUserClient * client, std::uint32_t owner);

    kern_return_t SetNotificationPort(
        std::uint32_t type, std::uint64_t reference, Completion deliver) override;
    void Close() override;
    void Crashed() override { EndPorts(); }

private:
    kern_return_t Reachable() override;
    // xnu IOUserClient.cpp, open_extended: what a user client has that says nothing of locks.
    Locking CallLocking() const override { return Locking::kRead; }
    Locking MapLocking() const override { return Locking::kWrite; }
    kern_return_t Send(Call & call) override;
    kern_return_t MemoryForType(std::uint32_t type, TypedMemory * memory) override;

    Machine & machine() const;

    IOUserClient * const client_;
    bool closed_ = false;
};

} // namespace loopback
