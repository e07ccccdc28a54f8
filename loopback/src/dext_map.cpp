// The memory of a dext that its app maps.
#include "classes.h"
#include "dext_connection.h"
#include "dispatch_queue.h"
#include "fail.h"
#include "machine.h"
#include "memory.h"
#include "service.h"

namespace loopback {

// xnu IOUserServer.cpp, IOUserUserClient::clientMemoryForType: `options` is not initialised.
kern_return_t DextConnection::MemoryForType(std::uint32_t type, TypedMemory * memory) {
    std::uint64_t options = 0;
    IOMemoryDescriptor * descriptor = nullptr;
    IODispatchQueue * queue = CopyQueueFor(client_, IOUserClient_CopyClientMemoryForType_ID);
    if (queue == nullptr) {
        return kIOReturnNotReady;
    }
    kern_return_t result = kIOReturnSuccess;
    RunOn(queue, "CopyClientMemoryForType", [&] {
        result = client_->CopyClientMemoryForType(type, &options, &descriptor);
    });
    queue->release();
    machine_->Cross(owner_);
    if (machine_->Crashed()) {
        return kMigServerDied;
    }
    if (machine_->Dead(owner_)) {
        // What the driver answers to a dead app is nobody's.
        OSSafeReleaseNULL(descriptor);
        return kMachSendInvalidDest;
    }
    if (result == kIOReturnSuccess &&
        (options & ~std::uint64_t{kIOUserClientMemoryReadOnly}) != 0) {
        Fault(
            "CopyClientMemoryForType(%u) of %s left unknown options, 0x%llx: they arrive uninitialised "
            "and must be written",
            type, ClassName(client_->getMetaClass()), static_cast<unsigned long long>(options));
    }
    if (result == kIOReturnSuccess && descriptor != nullptr) {
        memory->descriptor = descriptor;
        memory->held = std::shared_ptr<void>(descriptor, [descriptor](void *) { descriptor->release(); });
        memory->readOnly = (options & kIOUserClientMemoryReadOnly) != 0;
        memory->map = [descriptor](bool writable) { return MapForClient(descriptor, writable); };
    }
    return result;
}

} // namespace loopback
