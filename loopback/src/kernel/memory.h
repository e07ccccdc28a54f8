// The state of memory descriptors and maps.
#pragma once

#include <memory>
#include <mutex>

#include <IOKit/IOBufferMemoryDescriptor.h>
#include <IOKit/IOMemoryDescriptor.h>

#include "../pages.h"

struct OSLoopbackMemory {
    std::mutex mutex;
    std::shared_ptr<loopback::Backing> backing;
    uint64_t offset = 0;
    uint64_t length = 0;
    IODirection direction = kIODirectionNone;
    // It may be read and written only while it is prepared.
    bool pageable = true;
    unsigned prepared = 0;
    // Of a buffer: what it can hold, and where the kernel sees it.
    uint64_t capacity = 0;
    std::unique_ptr<loopback::Mapping> view;
};

struct OSLoopbackMap {
    std::shared_ptr<loopback::Mapping> mapping;
    // Held.
    IOMemoryDescriptor * memory = nullptr;
    IOOptionBits options = 0;
};

namespace loopback::kernel {

// Gives a new descriptor its memory; false if there is none.
bool Describe(
    IOMemoryDescriptor * descriptor, std::shared_ptr<Backing> backing, uint64_t offset,
    uint64_t length, IODirection direction);

// A descriptor over something that needs to be prepared; counted once.
IOMemoryDescriptor * MakeDescriptor(
    std::shared_ptr<Backing> backing, uint64_t offset, uint64_t length, IODirection direction);

// A map of it, which takes the mapping over; counted once.
IOMemoryMap * MakeMap(
    IOMemoryDescriptor * descriptor, std::shared_ptr<Mapping> mapping, IOOptionBits options);

} // namespace loopback::kernel
