#include <IOKit/IOMemoryDescriptor.h>

#include <algorithm>
#include <cstring>

#include "../client_memory.h"
#include "../fail.h"
#include "memory.h"

using namespace loopback;

OSDefineMetaClassAndStructors(IOMemoryDescriptor, OSObject)
OSDefineMetaClassAndStructors(IOSubMemoryDescriptor, IOMemoryDescriptor)

namespace {

// Whether a part lies within a length; nothing overflows.
bool Within(uint64_t offset, uint64_t length, uint64_t all) {
    return offset <= all && length <= all - offset;
}

// xnu IOMemoryDescriptor.cpp, dmaCommandOperation: memory that isn't wired is a panic.
void CheckPrepared(const OSLoopbackMemory & memory, const char * what) {
    if (memory.pageable && memory.prepared == 0) {
        Fail(
            "%s of memory that isn't prepared: the kernel panics, \"IOGMD: not wired for the "
            "IODMACommand\"; call prepare() before, and complete() afterwards",
            what);
    }
}

} // namespace

namespace loopback::kernel {

bool Describe(
    IOMemoryDescriptor * descriptor, std::shared_ptr<Backing> backing, uint64_t offset,
    uint64_t length, IODirection direction) {
    if (!descriptor->init()) {
        return false;
    }
    descriptor->memory = new OSLoopbackMemory;
    descriptor->memory->backing = std::move(backing);
    descriptor->memory->offset = offset;
    descriptor->memory->length = length;
    descriptor->memory->direction = direction;
    return true;
}

IOMemoryDescriptor * MakeDescriptor(
    std::shared_ptr<Backing> backing, uint64_t offset, uint64_t length, IODirection direction) {
    IOMemoryDescriptor * descriptor = OSTypeAlloc(IOMemoryDescriptor);
    if (!Describe(descriptor, std::move(backing), offset, length, direction)) {
        OSSafeReleaseNULL(descriptor);
    }
    return descriptor;
}

} // namespace loopback::kernel

IOMemoryDescriptor * IOMemoryDescriptor::withAddress(
    void * address, IOByteCount length, IODirection direction) {
    return withAddressRange(
        reinterpret_cast<mach_vm_address_t>(address), length, direction, kernel_task);
}

// All processes share one address space here, as kernel and apps do.
IOMemoryDescriptor * IOMemoryDescriptor::withAddressRange(
    mach_vm_address_t address, mach_vm_size_t length, IOOptionBits options, task_t task) {
    if (task == TASK_NULL) {
        Note("a descriptor of physical memory is not known to the loopback");
        return nullptr;
    }
    return kernel::MakeDescriptor(
        std::make_shared<ClientMemory>(reinterpret_cast<uint8_t *>(address), length), 0, length,
        static_cast<IODirection>(options & kIODirectionOutIn));
}

IOSubMemoryDescriptor * IOSubMemoryDescriptor::withSubRange(
    IOMemoryDescriptor * of, IOByteCount offset, IOByteCount length, IOOptionBits options) {
    if (of == nullptr || !Within(offset, length, of->getLength())) {
        return nullptr;
    }
    IOSubMemoryDescriptor * part = OSTypeAlloc(IOSubMemoryDescriptor);
    if (!kernel::Describe(
            part, of->memory->backing, of->memory->offset + offset, length,
            static_cast<IODirection>(options & kIODirectionOutIn))) {
        OSSafeReleaseNULL(part);
        return nullptr;
    }
    part->memory->pageable = of->memory->pageable;
    return part;
}

void IOMemoryDescriptor::free() {
    delete memory;
    OSObject::free();
}

IODirection IOMemoryDescriptor::getDirection() const { return memory->direction; }

IOByteCount IOMemoryDescriptor::getLength() const {
    const std::lock_guard lock(memory->mutex);
    return memory->length;
}

IOReturn IOMemoryDescriptor::prepare(IODirection) {
    const std::lock_guard lock(memory->mutex);
    ++memory->prepared;
    return kIOReturnSuccess;
}

IOReturn IOMemoryDescriptor::complete(IODirection) {
    const std::lock_guard lock(memory->mutex);
    if (memory->prepared == 0) {
        Fault("complete() of memory that isn't prepared");
        return kIOReturnSuccess;
    }
    --memory->prepared;
    return kIOReturnSuccess;
}

// xnu IOMemoryDescriptor.cpp, readBytes: all of the bytes or none.
IOByteCount IOMemoryDescriptor::readBytes(IOByteCount offset, void * bytes, IOByteCount length) {
    const std::lock_guard lock(memory->mutex);
    if (!Within(offset, length, memory->length) || length == 0) {
        return 0;
    }
    CheckPrepared(*memory, "readBytes()");
    const std::unique_ptr<Mapping> view =
        memory->backing->Map(memory->offset + offset, length, false);
    if (view == nullptr) {
        return 0;
    }
    std::memcpy(bytes, view->address(), length);
    return length;
}

// xnu IOMemoryDescriptor.cpp, writeBytes: memory that was prepared for reading isn't written.
IOByteCount IOMemoryDescriptor::writeBytes(
    IOByteCount offset, const void * bytes, IOByteCount length) {
    const std::lock_guard lock(memory->mutex);
    if (!Within(offset, length, memory->length) || length == 0) {
        return 0;
    }
    CheckPrepared(*memory, "writeBytes()");
    if (memory->pageable && memory->direction == kIODirectionOut) {
        Fault("writeBytes() to memory of the direction out, which is only read");
        return 0;
    }
    const std::unique_ptr<Mapping> view =
        memory->backing->Map(memory->offset + offset, length, true);
    if (view == nullptr) {
        return 0;
    }
    std::memcpy(view->address(), bytes, length);
    return length;
}

IOMemoryMap * IOMemoryDescriptor::map(IOOptionBits options) {
    return createMappingInTask(kernel_task, 0, options | kIOMapAnywhere);
}

IOMemoryMap * IOMemoryDescriptor::createMappingInTask(
    task_t intoTask, mach_vm_address_t, IOOptionBits options, mach_vm_size_t offset,
    mach_vm_size_t length) {
    const std::lock_guard lock(memory->mutex);
    if (intoTask == TASK_NULL || !Within(offset, length, memory->length)) {
        return nullptr;
    }
    if ((options & kIOMapAnywhere) == 0) {
        Note("a mapping at a fixed address is not known to the loopback");
        return nullptr;
    }
    const uint64_t size = length != 0 ? length : memory->length - offset;
    std::shared_ptr<Mapping> mapping =
        size != 0 ? memory->backing->Map(
                        memory->offset + offset, size, (options & kIOMapReadOnly) == 0)
                  : nullptr;
    return mapping != nullptr ? kernel::MakeMap(this, std::move(mapping), options) : nullptr;
}
