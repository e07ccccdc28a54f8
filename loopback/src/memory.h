// The state of memory descriptors and maps.
#pragma once

#include <memory>

#include <DriverKit/IOBufferMemoryDescriptor.h>
#include <DriverKit/IOMemoryMap.h>

#include "pages.h"

struct IOMemoryDescriptor_IVars {
    std::shared_ptr<loopback::Backing> backing;
    uint64_t offset = 0;
    uint64_t length = 0;
    uint64_t direction = kIOMemoryDirectionNone;
    // Made by the driver itself, which may then write to it whatever its direction.
    bool own = false;
};

struct IOBufferMemoryDescriptor_IVars {
    uint64_t capacity = 0;
    // Where the driver sees it.
    std::unique_ptr<loopback::Mapping> view;
};

struct IOMemoryMap_IVars {
    std::unique_ptr<loopback::Mapping> mapping;
    uint64_t offset = 0;
};

namespace loopback {

// A descriptor over something; counted once.
IOMemoryDescriptor * MakeDescriptor(
    std::shared_ptr<Backing> backing, uint64_t offset, uint64_t length, uint64_t direction);

// The whole of a descriptor as a client sees it; NULL if it can't be mapped.
std::unique_ptr<Mapping> MapForClient(IOMemoryDescriptor * memory, bool writable);

} // namespace loopback
