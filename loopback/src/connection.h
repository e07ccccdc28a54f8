// An app's open connection: what IOKitLib, MIG and the kernel do between the app and its user
// client, as far as it is the same for dexts and kexts.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include "completion_port.h"
#include "pages.h"
#include "serial_queue.h"

namespace loopback {

class MachineCore;

// xnu osfmk/device/device_types.h: io_struct_inband_t and io_scalar_inband64_t.
constexpr std::size_t kInbandBytes = 4096;
constexpr std::size_t kScalars = 16;
// What the client finds in an in-band output that nobody wrote: undefined, so nothing nice.
constexpr int kUnwrittenByte = 0xa5;

// The arguments of IOConnectCallMethod.
struct Call {
    std::uint32_t selector = 0;
    const std::uint64_t * scalarInput = nullptr;
    std::size_t scalarInputCount = 0;
    const void * structureInput = nullptr;
    std::size_t structureInputSize = 0;
    std::uint64_t * scalarOutput = nullptr;
    // In: the room; out: how many came.
    std::size_t scalarOutputCount = 0;
    void * structureOutput = nullptr;
    // In: the room; out: how much came.
    std::size_t structureOutputSize = 0;
    // Instead of a buffer (kIOConnectMethodVarOutputSize): takes what comes, of any length.
    std::function<void(const void * bytes, std::size_t length)> variable;
    // The call is an asynchronous one (IOConnectCallAsyncMethod): takes the completions, one after
    // the other, on a thread of the connection's; dropped when no more can come: the call failed, the
    // driver holds the completion no more, or the connection is closed.
    Completion completion;
};

class Connection {
public:
    Connection(std::shared_ptr<MachineCore> machine, std::uint32_t owner);
    virtual ~Connection() = default;
    Connection(const Connection &) = delete;
    Connection & operator=(const Connection &) = delete;

    std::uint32_t owner() const { return owner_; }

    kern_return_t CallMethod(Call & call);
    kern_return_t Map(
        std::uint32_t type, std::uint32_t options, std::uint8_t ** address, std::size_t * size);
    kern_return_t Unmap(std::uint32_t type, const std::uint8_t * address);
    // IOConnectSetNotificationPort: what the driver sends to the port of a type goes to `deliver`,
    // which is dropped when no more can come.
    virtual kern_return_t SetNotificationPort(
        std::uint32_t type, std::uint64_t reference, Completion deliver) = 0;
    virtual void Close() = 0;

    // The process of the dexts died.
    virtual void Crashed() = 0;
    // No completion comes any more, but for those on their way.
    void EndPorts();
    // None comes at all.
    void ClosePorts();

protected:
    // Which other calls are let in meanwhile (xnu IOUserClient.cpp, ipcEnter).
    enum class Locking { kNone, kRead, kWrite };
    class Entering {
    public:
        Entering(Connection & connection, Locking locking);

    private:
        std::shared_lock<std::shared_mutex> read_;
        std::unique_lock<std::shared_mutex> write_;
    };

    // What the driver answers for a type of memory.
    struct TypedMemory {
        // The descriptor, which is the same each time; NULL if there is none.
        const void * descriptor = nullptr;
        // Keeps the descriptor.
        std::shared_ptr<void> held;
        bool readOnly = false;
        std::function<std::unique_ptr<Mapping>(bool writable)> map;
    };

    // What stops a message before it is sent.
    virtual kern_return_t Reachable() = 0;
    virtual Locking CallLocking() const = 0;
    virtual Locking MapLocking() const = 0;
    virtual kern_return_t Send(Call & call) = 0;
    virtual kern_return_t MemoryForType(std::uint32_t type, TypedMemory * memory) = 0;

    // Where the app gets the completions of a call.
    std::shared_ptr<CompletionPort> OpenPort(Completion completion);
    // Takes the first mapping of a descriptor out of those that the client has; NULL if there is none.
    std::shared_ptr<Mapping> TakeMapping(const void * descriptor);
    // Lets go of what the app has mapped; if it died, that stays where it is.
    void DropMappings();

    const std::shared_ptr<MachineCore> machine_;
    const std::uint32_t owner_;
    std::shared_mutex lock_;

private:
    struct ClientMapping {
        TypedMemory memory;
        std::shared_ptr<Mapping> mapping;
        // kIOMapCacheMask of the options that it was made with.
        std::uint32_t cache;
    };

    std::mutex mappingsMutex_;
    std::vector<ClientMapping> mappings_;

    // The thread where the app gets its completions.
    const std::shared_ptr<SerialQueue> listener_;
    std::mutex portsMutex_;
    std::vector<std::weak_ptr<CompletionPort>> ports_;
};

} // namespace loopback
