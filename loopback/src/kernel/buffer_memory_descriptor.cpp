#include <IOKit/IOBufferMemoryDescriptor.h>

#include <cstring>

#include "../fail.h"
#include "memory.h"

using namespace loopback;

OSDefineMetaClassAndStructors(IOBufferMemoryDescriptor, IOMemoryDescriptor)

// More than this is taken for a mistake, before the host is asked for it.
static constexpr uint64_t kMostBytes = 1ULL << 40;

// xnu IOBufferMemoryDescriptor.cpp, initWithPhysicalMask: nothing is no buffer, memory that isn't the
// kernel's is pageable, pages are zeroed, what isn't pageable is prepared from the start.
IOBufferMemoryDescriptor * IOBufferMemoryDescriptor::inTaskWithOptions(
    task_t task, IOOptionBits options, vm_size_t capacity, vm_offset_t) {
    const bool pageable = (options & kIOMemoryPageable) != 0;
    if (capacity == 0 || capacity > kMostBytes || (task != kernel_task && !pageable)) {
        return nullptr;
    }
    std::shared_ptr<Backing> pages = MakePages(capacity);
    std::unique_ptr<Mapping> view = pages != nullptr ? pages->Map(0, capacity, true) : nullptr;
    if (view == nullptr) {
        return nullptr;
    }
    IOBufferMemoryDescriptor * buffer = OSTypeAlloc(IOBufferMemoryDescriptor);
    if (!kernel::Describe(
            buffer, std::move(pages), 0, capacity,
            static_cast<IODirection>(options & kIODirectionOutIn))) {
        buffer->release();
        return nullptr;
    }
    buffer->memory->pageable = pageable;
    buffer->memory->capacity = capacity;
    buffer->memory->view = std::move(view);
    return buffer;
}

IOBufferMemoryDescriptor * IOBufferMemoryDescriptor::withOptions(
    IOOptionBits options, vm_size_t capacity, vm_offset_t alignment) {
    return inTaskWithOptions(kernel_task, options, capacity, alignment);
}

IOBufferMemoryDescriptor * IOBufferMemoryDescriptor::withCapacity(
    vm_size_t capacity, IODirection direction, bool contiguous) {
    return withOptions(
        static_cast<IOOptionBits>(direction) | kIOMemoryUnshared |
            (contiguous ? kIOMemoryPhysicallyContiguous : 0),
        capacity);
}

IOBufferMemoryDescriptor * IOBufferMemoryDescriptor::withBytes(
    const void * bytes, vm_size_t length, IODirection direction, bool contiguous) {
    IOBufferMemoryDescriptor * buffer = withCapacity(length, direction, contiguous);
    if (buffer != nullptr) {
        std::memcpy(buffer->getBytesNoCopy(), bytes, length);
    }
    return buffer;
}

void IOBufferMemoryDescriptor::free() { IOMemoryDescriptor::free(); }

void IOBufferMemoryDescriptor::setLength(vm_size_t length) {
    const std::lock_guard lock(memory->mutex);
    if (length > memory->capacity) {
        // The kernel asserts, and otherwise leaves the length alone.
        Fault(
            "setLength(%zu) on a buffer of %zu bytes changes nothing",
            static_cast<std::size_t>(length), static_cast<std::size_t>(memory->capacity));
        return;
    }
    memory->length = length;
}

void IOBufferMemoryDescriptor::setDirection(IODirection direction) {
    const std::lock_guard lock(memory->mutex);
    memory->direction = direction;
}

vm_size_t IOBufferMemoryDescriptor::getCapacity() const { return memory->capacity; }
void * IOBufferMemoryDescriptor::getBytesNoCopy() { return memory->view->address(); }

void * IOBufferMemoryDescriptor::getBytesNoCopy(vm_size_t start, vm_size_t length) {
    const std::lock_guard lock(memory->mutex);
    return start <= memory->length && length <= memory->length - start
               ? memory->view->address() + start
               : nullptr;
}

bool IOBufferMemoryDescriptor::appendBytes(const void * bytes, vm_size_t length) {
    const std::lock_guard lock(memory->mutex);
    // As much as there is room for (xnu IOBufferMemoryDescriptor.cpp, appendBytes).
    const uint64_t room = memory->capacity - memory->length;
    const uint64_t copied = length < room ? length : room;
    std::memcpy(memory->view->address() + memory->length, bytes, copied);
    memory->length += copied;
    return true;
}
