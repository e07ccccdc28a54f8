// IOService: what its class itself does. Who calls it, and when, is in machine.cpp.
#include "service.h"

#include <algorithm>
#include <atomic>
#include <cstring>

#include "class_queues.h"
#include "classes.h"
#include "dispatch_queue.h"
#include "fail.h"
#include "hardware.h"
#include "machine.h"
#include "make.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(IOService, "OSObject");

namespace loopback {

IODispatchQueue * CopyQueueFor(IOService * service, uint64_t msgid) {
    const std::string name = QueueNameFor(service->getMetaClass(), msgid);
    IOService_IVars & state = *service->ivars;
    const std::lock_guard lock(state.mutex);
    auto found = state.queues.find(name);
    if (found == state.queues.end()) {
        found = state.queues.find(kIOServiceDefaultQueueName);
    }
    if (found == state.queues.end()) {
        return nullptr;
    }
    found->second->retain();
    return found->second;
}

void Attach(IOService * service, IOService * provider) {
    service->retain();
    provider->retain();
    {
        const std::lock_guard lock(provider->ivars->mutex);
        provider->ivars->clients.push_back(service);
    }
    const std::lock_guard lock(service->ivars->mutex);
    service->ivars->provider = provider;
}

void Detach(IOService * service) {
    IOService * provider = nullptr;
    {
        const std::lock_guard lock(service->ivars->mutex);
        std::swap(provider, service->ivars->provider);
    }
    if (provider == nullptr) {
        return;
    }
    {
        const std::lock_guard lock(provider->ivars->mutex);
        auto & clients = provider->ivars->clients;
        clients.erase(std::remove(clients.begin(), clients.end(), service), clients.end());
    }
    if (provider->ivars->hardware != nullptr) {
        provider->ivars->hardware->DriverGone();
    }
    provider->release();
    service->release();
}

void DropQueues(IOService * service) {
    std::map<std::string, IODispatchQueue *> queues;
    {
        const std::lock_guard lock(service->ivars->mutex);
        queues.swap(service->ivars->queues);
    }
    for (const auto & [name, queue] : queues) {
        queue->release();
    }
}

} // namespace loopback

bool IOService::init() {
    if (!super::init()) {
        return false;
    }
    static std::atomic<uint64_t> next{0x100000100};
    ivars = new IOService_IVars;
    ivars->entryId = next++;
    ivars->machine = Machine::Current();
    ivars->name = ClassName(getMetaClass());
    // "IOService::init() calls this to create its default queue" (xnu IOService.iig); the base
    // method fails, and then the runtime makes one.
    IODispatchQueue * queue = nullptr;
    if (CreateDefaultDispatchQueue(&queue) != kIOReturnSuccess || queue == nullptr) {
        if (IODispatchQueue::Create(ivars->name.c_str(), 0, 0, &queue) != kIOReturnSuccess) {
            return false;
        }
    }
    ivars->queues[kIOServiceDefaultQueueName] = queue;
    return true;
}

void IOService::free() {
    if (ivars != nullptr) {
        DropQueues(this);
        OSSafeReleaseNULL(ivars->properties);
        delete ivars;
    }
    super::free();
}

IOService * IOService::GetProvider() const {
    const std::lock_guard lock(ivars->mutex);
    return ivars->provider;
}

kern_return_t IMPL(IOService, Start) {
    (void)provider;
    return kIOReturnSuccess;
}

// The end of a stop, perhaps long after the override was called (xnu IOUserServer.cpp,
// serviceDidStop).
kern_return_t IMPL(IOService, Stop) {
    (void)provider;
    const std::lock_guard lock(ivars->mutex);
    ivars->didStop = true;
    ivars->changed.notify_all();
    return kIOReturnSuccess;
}

kern_return_t IMPL(IOService, ClientCrashed) {
    (void)client;
    (void)options;
    return kIOReturnUnsupported;
}

kern_return_t IMPL(IOService, GetRegistryEntryID) {
    *registryEntryID = ivars->entryId;
    return kIOReturnSuccess;
}

kern_return_t IMPL(IOService, SetName) {
    const std::lock_guard lock(ivars->mutex);
    ivars->name.assign(name, strnlen(name, sizeof(IOServiceName) - 1));
    return kIOReturnSuccess;
}

kern_return_t IMPL(IOService, CopyName) {
    const std::lock_guard lock(ivars->mutex);
    *name = OSString::withCString(ivars->name.c_str());
    return *name != nullptr ? kIOReturnSuccess : kIOReturnError;
}

// A service that registers in its Start is found once it has started (xnu IOUserServer.cpp,
// RegisterService_Impl and serviceStarted); Machine::Publish looks at both.
kern_return_t IMPL(IOService, RegisterService) {
    {
        const std::lock_guard lock(ivars->mutex);
        ivars->registered = true;
    }
    if (const std::shared_ptr<Machine> machine = ivars->machine.lock()) {
        machine->Publish(this);
    }
    return kIOReturnSuccess;
}

// xnu IOUserServer.cpp, IOService::SetDispatchQueue_Impl: a name is "Default" or one that the class
// declares with QUEUENAME.
kern_return_t IMPL(IOService, SetDispatchQueue) {
    if (name == nullptr || queue == nullptr) {
        return kIOReturnBadArgument;
    }
    if (strcmp(name, kIOServiceDefaultQueueName) != 0 && !HasQueueName(getMetaClass(), name)) {
        return kIOReturnBadArgument;
    }
    queue->retain();
    IODispatchQueue * before = nullptr;
    {
        const std::lock_guard lock(ivars->mutex);
        IODispatchQueue *& place = ivars->queues[name];
        before = place;
        place = queue;
    }
    // The kernel forgets to release the one before; the loopback doesn't, or every driver would
    // leak.
    OSSafeReleaseNULL(before);
    return kIOReturnSuccess;
}

// xnu IOUserServer.cpp, IOService::CopyDispatchQueue_Impl.
kern_return_t IMPL(IOService, CopyDispatchQueue) {
    {
        const std::lock_guard lock(ivars->mutex);
        if (ivars->queues.empty()) {
            return kIOReturnError;
        }
        const auto found = ivars->queues.find(name);
        if (found != ivars->queues.end()) {
            found->second->retain();
            *queue = found->second;
            return kIOReturnSuccess;
        }
    }
    if (strcmp(name, kIOServiceDefaultQueueName) == 0 || HasQueueName(getMetaClass(), name)) {
        return kIOReturnNotFound;
    }
    IOService * provider = GetProvider();
    return provider != nullptr ? provider->CopyDispatchQueue(name, queue) : kIOReturnNotFound;
}

kern_return_t IMPL(IOService, CreateDefaultDispatchQueue) {
    (void)queue;
    return kIOReturnError;
}

kern_return_t IMPL(IOService, CopyProperties) {
    OSDictionary * copy = OSDictionary::withCapacity(0);
    if (copy == nullptr) {
        return kIOReturnNoMemory;
    }
    const std::lock_guard lock(ivars->mutex);
    if (ivars->properties != nullptr) {
        copy->merge(ivars->properties);
    }
    *properties = copy;
    return kIOReturnSuccess;
}

kern_return_t IMPL(IOService, SearchProperty) {
    (void)plane;
    IOService * provider = nullptr;
    {
        const std::lock_guard lock(ivars->mutex);
        OSObject * found =
            ivars->properties != nullptr ? ivars->properties->getObject(name) : nullptr;
        if (OSContainer * container = OSDynamicCast(OSContainer, found)) {
            container->retain();
            *property = container;
            return kIOReturnSuccess;
        }
        provider = ivars->provider;
    }
    if ((options & kIOServiceSearchPropertyParents) != 0 && provider != nullptr) {
        return provider->SearchProperty(name, plane, options, property);
    }
    return kIOReturnNotFound;
}

kern_return_t IMPL(IOService, SetProperties) {
    if (properties == nullptr) {
        return kIOReturnBadArgument;
    }
    const std::lock_guard lock(ivars->mutex);
    if (ivars->properties == nullptr) {
        // The kernel's: it's not the driver's fault that it is there.
        const Machine::Entered nobody(nullptr);
        ivars->properties = OSDictionary::withCapacity(0);
    }
    ivars->properties->merge(properties);
    return kIOReturnSuccess;
}

kern_return_t IMPL(IOService, RemoveProperty) {
    const std::lock_guard lock(ivars->mutex);
    if (ivars->properties != nullptr && propertyName != nullptr) {
        ivars->properties->removeObject(propertyName);
    }
    return kIOReturnSuccess;
}

kern_return_t IMPL(IOService, JoinPMTree) {
    Note("JoinPMTree: the loopback has no power management");
    return kIOReturnSuccess;
}

kern_return_t IMPL(IOService, SetPowerState) {
    (void)powerFlags;
    return kIOReturnSuccess;
}

kern_return_t IMPL(IOService, ChangePowerState) {
    (void)powerFlags;
    Note("ChangePowerState: the loopback has no power management");
    return kIOReturnSuccess;
}

// xnu IOUserServer.cpp, IOService::NewUserClient_Impl.
kern_return_t IMPL(IOService, NewUserClient) {
    (void)type;
    (void)userClient;
    return kIOReturnError;
}

kern_return_t IMPL(IOService, Create) {
    return provider != this ? kIOReturnUnsupported : Machine::Create(this, propertiesKey, result);
}

// xnu IOUserServer.cpp, IOService::Terminate_Impl: later, and no options are defined.
kern_return_t IMPL(IOService, Terminate) {
    if (options != 0) {
        return kIOReturnUnsupported;
    }
    const std::shared_ptr<Machine> machine = ivars->machine.lock();
    if (machine == nullptr) {
        return kIOReturnNotPermitted;
    }
    machine->TerminateLater(this);
    return kIOReturnSuccess;
}
