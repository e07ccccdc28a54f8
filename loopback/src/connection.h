// An app's open connection: what IOKitLib, MIG and the kernel do between the app and its user
// client.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <shared_mutex>
#include <vector>

#include <DriverKit/IOUserClient.h>

#include "action.h"
#include "completion_port.h"
#include "pages.h"
#include "serial_queue.h"

namespace loopback {

class Machine;

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
    // Takes the reference over.
    Connection(std::shared_ptr<Machine> machine, IOUserClient * client, std::uint32_t owner);

    std::uint32_t owner() const { return owner_; }

    kern_return_t CallMethod(Call & call);
    kern_return_t Map(
        std::uint32_t type, std::uint32_t options, std::uint8_t ** address, std::size_t * size);
    kern_return_t Unmap(std::uint32_t type, const std::uint8_t * address);
    void Close();
    // No completion comes any more, but for those on their way.
    void EndPorts();
    // None comes at all.
    void ClosePorts();

private:
    struct ClientMapping {
        IOMemoryDescriptor * memory;
        std::unique_ptr<Mapping> mapping;
        bool readOnly;
        // kIOMapCacheMask of the options that it was made with.
        std::uint32_t cache;
    };

    // What stops a message before it is sent.
    kern_return_t Reachable();
    kern_return_t Send(Call & call);
    // The action that the driver gets for the completions of a call.
    OSAction * OpenPort(Completion completion, std::shared_ptr<CompletionPort> * port);
    kern_return_t CopyMemory(
        std::uint32_t type, std::uint64_t * options, IOMemoryDescriptor ** memory);

    const std::shared_ptr<Machine> machine_;
    IOUserClient * const client_;
    const std::uint32_t owner_;

    // Calls read, mapping and closing write (xnu IOUserClient.cpp, callExternalMethod and
    // is_io_connect_map_memory_into_task with the default locking).
    std::shared_mutex lock_;
    bool closed_ = false;
    std::vector<ClientMapping> mappings_;

    // The thread where the app gets its completions.
    const std::shared_ptr<SerialQueue> listener_;
    std::mutex portsMutex_;
    std::vector<std::weak_ptr<CompletionPort>> ports_;
};

} // namespace loopback
