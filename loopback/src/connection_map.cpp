// IOConnectMapMemory64 and IOConnectUnmapMemory64.
#include "connection.h"
#include "fail.h"
#include "machine_core.h"

namespace loopback {
namespace {

// IOKit/IOTypes.h
constexpr std::uint32_t kAnywhere = 0x1;
constexpr std::uint32_t kCacheMask = 0xf00;
constexpr std::uint32_t kLastCache = 0x900;

} // namespace

// xnu IOUserClient.cpp, mapClientMemory64 and is_io_connect_map_memory_into_task: whatever goes
// wrong, the app sees kIOReturnBadArgument.
kern_return_t Connection::Map(
    std::uint32_t type, std::uint32_t flags, std::uint8_t ** address, std::size_t * size) {
    const MachineCore::Entered entered(machine_);
    const std::uint32_t cache = flags & kCacheMask;
    if ((flags & kAnywhere) == 0 || cache > kLastCache) {
        Fault(
            "memory %u mapped with options 0x%x: an app that doesn't ask for kIOMapAnywhere has to say "
            "where, and 0x%x is the last cache mode",
            type, flags, kLastCache);
        return kIOReturnBadArgument;
    }
    machine_->Cross(owner_);
    const Entering entering(*this, MapLocking());
    if (const kern_return_t reachable = Reachable(); reachable == kMachSendInvalidDest) {
        return reachable;
    } else if (reachable != kIOReturnSuccess) {
        return kIOReturnBadArgument;
    }
    TypedMemory memory;
    if (MemoryForType(type, &memory) != kIOReturnSuccess || memory.descriptor == nullptr) {
        return kIOReturnBadArgument;
    }
    const std::lock_guard lock(mappingsMutex_);
    // A mapping of the same descriptor that fits is given out again (IOMemoryMap::copyCompatible);
    // the client's set holds it once, so that one unmap ends it. (inferred)
    for (const ClientMapping & each : mappings_) {
        const bool cached = cache == 0 || cache == each.cache;
        if (each.memory.descriptor == memory.descriptor &&
            each.memory.readOnly == memory.readOnly && cached) {
            *address = each.mapping->address();
            *size = each.mapping->length();
            return kIOReturnSuccess;
        }
    }
    std::shared_ptr<Mapping> mapping = memory.map(!memory.readOnly);
    if (mapping == nullptr) {
        return kIOReturnBadArgument;
    }
    *address = mapping->address();
    *size = mapping->length();
    mappings_.push_back(ClientMapping{std::move(memory), std::move(mapping), cache});
    return kIOReturnSuccess;
}

// xnu IOUserClient.cpp, is_io_connect_unmap_memory_from_task: the driver is asked again for the
// memory of the type, its error is answered as it is, and success without memory unmaps nothing.
kern_return_t Connection::Unmap(std::uint32_t type, const std::uint8_t * address) {
    const MachineCore::Entered entered(machine_);
    machine_->Cross(owner_);
    const Entering entering(*this, MapLocking());
    if (const kern_return_t reachable = Reachable(); reachable != kIOReturnSuccess) {
        return reachable;
    }
    TypedMemory memory;
    const kern_return_t result = MemoryForType(type, &memory);
    if (result != kIOReturnSuccess || memory.descriptor == nullptr) {
        return result;
    }
    ClientMapping unmapped;
    const std::lock_guard lock(mappingsMutex_);
    for (auto each = mappings_.begin(); each != mappings_.end(); ++each) {
        if (each->memory.descriptor == memory.descriptor && each->mapping->address() == address) {
            unmapped = std::move(*each);
            mappings_.erase(each);
            return kIOReturnSuccess;
        }
    }
    return kIOReturnBadArgument;
}

std::shared_ptr<Mapping> Connection::TakeMapping(const void * descriptor) {
    const std::lock_guard lock(mappingsMutex_);
    for (auto each = mappings_.begin(); each != mappings_.end(); ++each) {
        if (each->memory.descriptor == descriptor) {
            const ClientMapping taken = std::move(*each);
            mappings_.erase(each);
            return taken.mapping;
        }
    }
    return nullptr;
}

void Connection::DropMappings() {
    std::vector<ClientMapping> dropped;
    {
        const std::lock_guard lock(mappingsMutex_);
        dropped.swap(mappings_);
    }
    for (ClientMapping & each : dropped) {
        if (machine_->Dead(owner_)) {
            machine_->Keep(owner_, std::move(each.mapping));
        }
        // The mapping goes before the memory that it is of.
        each.mapping.reset();
    }
}

} // namespace loopback
