// An app's connection to a user client of a kext.
#pragma once

#include <IOKit/IOUserClient.h>

#include "../connection.h"

namespace loopback::kernel {

// What the properties of a user client say of the kernel's lock (xnu IOUserClient.cpp,
// is_io_service_open_extended and callExternalMethod).
struct Locks {
    bool used = true;
    bool singleThread = false;
};

class KextConnection final : public Connection {
public:
    // Takes the reference over.
    KextConnection(
        std::shared_ptr<MachineCore> machine, IOUserClient * client, std::uint32_t owner,
        Locks locks);
    ~KextConnection() override;

    kern_return_t SetNotificationPort(
        std::uint32_t type, std::uint64_t reference, Completion deliver) override;
    void Close() override;
    void Crashed() override {}

    // A mapping that the app has of the memory, which it then has no more; NULL if it has none.
    std::shared_ptr<Mapping> Take(const IOMemoryDescriptor * memory);

private:
    // A call that is in the user client.
    class Inside;

    kern_return_t Reachable() override;
    Locking CallLocking() const override;
    Locking MapLocking() const override;
    kern_return_t Send(Call & call) override;
    kern_return_t MemoryForType(std::uint32_t type, TypedMemory * memory) override;
    kern_return_t CallExternalMethod(IOExternalMethodArguments * arguments);

    // Held.
    IOUserClient * const client_;
    const task_t task_;
    const Locks locks_;
};

} // namespace loopback::kernel
