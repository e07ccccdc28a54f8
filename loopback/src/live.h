// Which objects and which memory are alive, and to which machine they belong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace loopback::live {

// The least room of an object, which what it is buried as has to fit into.
constexpr std::size_t kLeastObject = 64;

// Whose classes an object is of.
enum class Side { kDext, kKernel };

// An object of a class; `name` must live as long as the process.
void * Allocate(std::size_t size, const char * name, Side side = Side::kDext);
// What class it is of, if that is known only later.
void Name(const void * object, const char * name);
// The count of an object reached zero: its free() runs.
void Freeing(const void * object);
// OSObject::free was reached: the memory goes. What uses it afterwards is told so by `bury`, which
// makes an object in it that lives as long as the process; what has no functions needs none.
using Bury = void (*)(void * memory, const char * name);
void Deallocate(void * object, Bury bury = nullptr);

// IOMalloc's memory.
void * AllocateMemory(std::size_t length);
void FreeMemory(void * memory, std::size_t length);

// Every object of a machine's dexts that isn't being freed.
std::vector<void *> All(std::uint32_t machine);

// What a machine's driver still holds: how many by class, and how many of them are stuck in free().
struct Count {
    std::size_t objects = 0;
    std::size_t unfinished = 0;
};
std::map<std::string, Count> Objects(std::uint32_t machine);
// Allocations of IOMalloc, and their bytes.
struct Memory {
    std::size_t allocations = 0;
    std::size_t bytes = 0;
};
Memory Allocations(std::uint32_t machine);

} // namespace loopback::live
