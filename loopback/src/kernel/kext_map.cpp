// The memory of a kext that its app maps.
#include "../fail.h"
#include "../machine_core.h"
#include "inside.h"
#include "memory.h"

namespace loopback::kernel {

// xnu IOUserClient.cpp, mapClientMemory64: the reference is the kernel's to release; of the options
// the lowest bits are the app's.
kern_return_t KextConnection::MemoryForType(std::uint32_t type, TypedMemory * memory) {
    const Inside inside(*this);
    if (!inside) {
        return kMachSendInvalidDest;
    }
    IOOptionBits options = 0;
    IOMemoryDescriptor * descriptor = nullptr;
    const kern_return_t result = client_->clientMemoryForType(type, &options, &descriptor);
    machine_->Cross(owner_);
    if (result != kIOReturnSuccess || descriptor == nullptr) {
        return result;
    }
    if ((options & kIOUserClientMemoryReadOnly) != 0) {
        Fault(
            "clientMemoryForType(%u) of %s answers the option 1, kIOUserClientMemoryReadOnly, which "
            "is a dext's: the kernel drops it, and the app can write; a kext says kIOMapReadOnly",
            type, client_->getMetaClass()->getClassName());
    }
    const std::shared_ptr<void> held(descriptor, [descriptor](void *) { descriptor->release(); });
    if (machine_->Dead(owner_)) {
        return kMachSendInvalidDest;
    }
    memory->descriptor = descriptor;
    memory->held = held;
    memory->readOnly = (options & kIOMapReadOnly) != 0;
    memory->map = [descriptor](bool writable) -> std::unique_ptr<Mapping> {
        OSLoopbackMemory & state = *descriptor->memory;
        const std::lock_guard lock(state.mutex);
        return state.length != 0 ? state.backing->Map(state.offset, state.length, writable)
                                 : nullptr;
    };
    return kIOReturnSuccess;
}

} // namespace loopback::kernel
