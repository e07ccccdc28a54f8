#include "live.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <mutex>
#include <unordered_map>

#include "fail.h"
#include "machine_core.h"

// AddressSanitizer finds a use of freed memory better than we do, if the memory is really freed.
#if defined(__SANITIZE_ADDRESS__)
#define LOOPBACK_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LOOPBACK_ASAN 1
#endif
#endif

namespace loopback::live {
namespace {

struct Object {
    const char * name;
    std::size_t size;
    std::uint32_t machine;
    Side side;
    bool freeing;
};

struct Chunk {
    std::size_t length;
    std::uint32_t machine;
};

struct State {
    std::mutex mutex;
    std::unordered_map<const void *, Object> objects;
    std::unordered_map<const void *, Chunk> chunks;
    // Freed objects, the oldest first, kept so that a late use is recognised.
    std::deque<void *> quarantine;
};

State & Get() {
    // Never destroyed: objects may be released by destructors that run after ours would.
    static State * state = new State;
    return *state;
}

} // namespace

void * Allocate(std::size_t size, const char * name, Side side) {
    size = std::max(size, kLeastObject);
    void * memory = std::calloc(1, size);
    if (memory != nullptr) {
        State & state = Get();
        const std::lock_guard lock(state.mutex);
        state.objects[memory] = Object{name, size, MachineCore::CurrentId(), side, false};
    }
    return memory;
}

void Name(const void * object, const char * name) {
    State & state = Get();
    const std::lock_guard lock(state.mutex);
    if (const auto found = state.objects.find(object); found != state.objects.end()) {
        found->second.name = name;
    }
}

void Freeing(const void * object) {
    State & state = Get();
    const std::lock_guard lock(state.mutex);
    if (const auto found = state.objects.find(object); found != state.objects.end()) {
        found->second.freeing = true;
    }
}

void Deallocate(void * memory, Bury bury) {
    State & state = Get();
    std::unique_lock lock(state.mutex);
    const auto found = state.objects.find(memory);
    if (found == state.objects.end()) {
        lock.unlock();
        Fail("OSObject::free was called for something that is no live object");
    }
    const Object entry = found->second;
    state.objects.erase(found);
    if (!entry.freeing) {
        lock.unlock();
        Fail("free() of %s was called by hand: release it instead", entry.name);
    }
#if defined(LOOPBACK_ASAN)
    (void)bury;
    std::free(memory);
#else
    std::memset(memory, 0xdb, entry.size);
    if (bury != nullptr) {
        bury(memory, entry.name);
    }
    constexpr std::size_t kMostKept = 4096;
    state.quarantine.push_back(memory);
    if (state.quarantine.size() > kMostKept) {
        std::free(state.quarantine.front());
        state.quarantine.pop_front();
    }
#endif
}

void * AllocateMemory(std::size_t length) {
    void * memory = std::malloc(std::max<std::size_t>(length, 1));
    if (memory != nullptr) {
        State & state = Get();
        const std::lock_guard lock(state.mutex);
        state.chunks[memory] = Chunk{length, MachineCore::CurrentId()};
    }
    return memory;
}

void FreeMemory(void * memory, std::size_t length) {
    if (memory == nullptr) {
        return;
    }
    State & state = Get();
    std::unique_lock lock(state.mutex);
    const auto found = state.chunks.find(memory);
    if (found == state.chunks.end()) {
        lock.unlock();
        Fail("IOFree of memory that IOMalloc didn't give, or that is freed already");
    }
    const std::size_t allotted = found->second.length;
    if (allotted != length) {
        lock.unlock();
        Fail("IOFree of %zu bytes where IOMalloc gave %zu", length, allotted);
    }
    state.chunks.erase(found);
    lock.unlock();
    std::free(memory);
}

std::vector<void *> All(std::uint32_t machine) {
    State & state = Get();
    const std::lock_guard lock(state.mutex);
    std::vector<void *> all;
    for (const auto & [pointer, object] : state.objects) {
        if (object.machine == machine && object.side == Side::kDext && !object.freeing) {
            all.push_back(const_cast<void *>(pointer));
        }
    }
    return all;
}

std::map<std::string, Count> Objects(std::uint32_t machine) {
    State & state = Get();
    const std::lock_guard lock(state.mutex);
    std::map<std::string, Count> counts;
    for (const auto & [pointer, object] : state.objects) {
        if (object.machine == machine) {
            Count & count = counts[object.name];
            ++count.objects;
            count.unfinished += object.freeing ? 1 : 0;
        }
    }
    return counts;
}

Memory Allocations(std::uint32_t machine) {
    State & state = Get();
    const std::lock_guard lock(state.mutex);
    Memory memory;
    for (const auto & [pointer, chunk] : state.chunks) {
        if (chunk.machine == machine) {
            ++memory.allocations;
            memory.bytes += chunk.length;
        }
    }
    return memory;
}

} // namespace loopback::live
