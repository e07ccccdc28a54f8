// IOConnectMapMemory64 and IOConnectUnmapMemory64.
#include "classes.h"
#include "connection.h"
#include "dispatch_queue.h"
#include "fail.h"
#include "machine.h"
#include "memory.h"
#include "service.h"

namespace loopback {
namespace {

// IOKit/IOTypes.h
constexpr std::uint32_t kAnywhere = 0x1;
constexpr std::uint32_t kCacheMask = 0xf00;
constexpr std::uint32_t kLastCache = 0x900;

} // namespace

// xnu IOUserServer.cpp, IOUserUserClient::clientMemoryForType: `options` is not initialised.
kern_return_t Connection::CopyMemory(
    std::uint32_t type, std::uint64_t * options, IOMemoryDescriptor ** memory) {
    IODispatchQueue * queue = CopyQueueFor(client_, IOUserClient_CopyClientMemoryForType_ID);
    if (queue == nullptr) {
        return kIOReturnNotReady;
    }
    kern_return_t result = kIOReturnSuccess;
    RunOn(queue, "CopyClientMemoryForType", [&] {
        result = client_->CopyClientMemoryForType(type, options, memory);
    });
    queue->release();
    machine_->Cross(owner_);
    if (machine_->Crashed()) {
        *memory = nullptr;
        return kMigServerDied;
    }
    if (machine_->Dead(owner_)) {
        // What the driver answers to a dead app is nobody's.
        OSSafeReleaseNULL(*memory);
        return kMachSendInvalidDest;
    }
    if (result == kIOReturnSuccess &&
        (*options & ~std::uint64_t{kIOUserClientMemoryReadOnly}) != 0) {
        Fault(
            "CopyClientMemoryForType(%u) of %s left unknown options, 0x%llx: they arrive uninitialised "
            "and must be written",
            type, ClassName(client_->getMetaClass()), static_cast<unsigned long long>(*options));
    }
    return result;
}

// xnu IOUserClient.cpp, mapClientMemory64 and is_io_connect_map_memory_into_task: whatever goes
// wrong, the app sees kIOReturnBadArgument.
kern_return_t Connection::Map(
    std::uint32_t type, std::uint32_t flags, std::uint8_t ** address, std::size_t * size) {
    const Machine::Entered entered(machine_);
    const std::uint32_t cache = flags & kCacheMask;
    if ((flags & kAnywhere) == 0 || cache > kLastCache) {
        Fault(
            "memory %u mapped with options 0x%x: an app that doesn't ask for kIOMapAnywhere has to say "
            "where, and 0x%x is the last cache mode",
            type, flags, kLastCache);
        return kIOReturnBadArgument;
    }
    machine_->Cross(owner_);
    const std::unique_lock lock(lock_);
    if (const kern_return_t reachable = Reachable(); reachable == kMachSendInvalidDest) {
        return reachable;
    } else if (reachable != kIOReturnSuccess) {
        return kIOReturnBadArgument;
    }
    std::uint64_t options = 0;
    IOMemoryDescriptor * memory = nullptr;
    if (CopyMemory(type, &options, &memory) != kIOReturnSuccess || memory == nullptr) {
        return kIOReturnBadArgument;
    }
    const bool readOnly = (options & kIOUserClientMemoryReadOnly) != 0;
    // A mapping of the same descriptor that fits is given out again (IOMemoryMap::copyCompatible);
    // the client's set holds it once, so that one unmap ends it. (inferred)
    for (const ClientMapping & each : mappings_) {
        const bool cached = cache == 0 || cache == each.cache;
        if (each.memory == memory && each.readOnly == readOnly && cached) {
            memory->release();
            *address = each.mapping->address();
            *size = each.mapping->length();
            return kIOReturnSuccess;
        }
    }
    std::unique_ptr<Mapping> mapping = MapForClient(memory, !readOnly);
    if (mapping == nullptr) {
        memory->release();
        return kIOReturnBadArgument;
    }
    *address = mapping->address();
    *size = mapping->length();
    mappings_.push_back(ClientMapping{memory, std::move(mapping), readOnly, cache});
    return kIOReturnSuccess;
}

// xnu IOUserClient.cpp, is_io_connect_unmap_memory_from_task: the driver is asked again for the
// memory of the type, its error is answered as it is, and success without memory unmaps nothing.
kern_return_t Connection::Unmap(std::uint32_t type, const std::uint8_t * address) {
    const Machine::Entered entered(machine_);
    machine_->Cross(owner_);
    const std::unique_lock lock(lock_);
    if (const kern_return_t reachable = Reachable(); reachable != kIOReturnSuccess) {
        return reachable;
    }
    std::uint64_t options = 0;
    IOMemoryDescriptor * memory = nullptr;
    const kern_return_t result = CopyMemory(type, &options, &memory);
    if (result != kIOReturnSuccess || memory == nullptr) {
        return result;
    }
    kern_return_t unmapped = kIOReturnBadArgument;
    for (auto each = mappings_.begin(); each != mappings_.end(); ++each) {
        if (each->memory == memory && each->mapping->address() == address) {
            each->mapping.reset();
            each->memory->release();
            mappings_.erase(each);
            unmapped = kIOReturnSuccess;
            break;
        }
    }
    memory->release();
    return unmapped;
}

} // namespace loopback
