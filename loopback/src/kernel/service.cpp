// IOService: what its class itself does.
#include "service.h"

#include <algorithm>

#include <IOKit/IOUserClient.h>

#include "../fail.h"
#include "../machine_core.h"
#include "class_registry.h"
#include "entry.h"

using namespace loopback;
using kernel::Life;

OSDefineMetaClassAndStructors(IOService, IORegistryEntry)

bool IOService::init() { return IORegistryEntry::init(nullptr); }
bool IOService::init(OSDictionary * dictionary) { return IORegistryEntry::init(dictionary); }
void IOService::free() { IORegistryEntry::free(); }

IOService * IOService::probe(IOService *, SInt32 *) { return this; }
bool IOService::start(IOService *) { return true; }
void IOService::stop(IOService *) {}

// xnu IOService.cpp, attach: not to what is terminated.
bool IOService::attach(IOService * provider) {
    if (provider == nullptr) {
        return false;
    }
    {
        const std::lock_guard lock(provider->entry->mutex);
        if (provider->entry->life > Life::kStarted) {
            return false;
        }
        provider->entry->clients.push_back(this);
    }
    retain();
    provider->retain();
    const std::lock_guard lock(entry->mutex);
    entry->provider = provider;
    return true;
}

void IOService::detach(IOService * provider) {
    {
        const std::lock_guard lock(entry->mutex);
        if (entry->provider != provider) {
            return;
        }
        entry->provider = nullptr;
    }
    {
        const std::lock_guard lock(provider->entry->mutex);
        auto & clients = provider->entry->clients;
        clients.erase(std::remove(clients.begin(), clients.end(), this), clients.end());
    }
    provider->release();
    release();
}

IOService * IOService::getProvider() const {
    const std::lock_guard lock(entry->mutex);
    return entry->provider;
}

bool IOService::open(IOService * forClient, IOOptionBits, void *) {
    const std::lock_guard lock(entry->mutex);
    if (entry->life > Life::kStarted || entry->user != nullptr) {
        return false;
    }
    entry->user = forClient;
    return true;
}

void IOService::close(IOService * forClient, IOOptionBits) {
    const std::lock_guard lock(entry->mutex);
    if (entry->user == forClient) {
        entry->user = nullptr;
    }
}

bool IOService::isOpen(const IOService * forClient) const {
    const std::lock_guard lock(entry->mutex);
    return forClient != nullptr ? entry->user == forClient : entry->user != nullptr;
}

void IOService::registerService(IOOptionBits) {
    {
        const std::lock_guard lock(entry->mutex);
        entry->registered = true;
    }
    if (const std::shared_ptr<MachineCore> machine = entry->machine.lock()) {
        machine->Publish(this);
    }
}

bool IOService::isInactive() const {
    const std::lock_guard lock(entry->mutex);
    return entry->life > Life::kStarted;
}

bool IOService::willTerminate(IOService *, IOOptionBits) { return true; }

// xnu IOService.cpp, didTerminate: what is still open is waited for.
bool IOService::didTerminate(IOService * provider, IOOptionBits, bool * defer) {
    *defer = provider->isOpen(this);
    return true;
}

bool IOService::finalize(IOOptionBits) {
    if (IOService * provider = getProvider()) {
        stop(provider);
        detach(provider);
    }
    return true;
}

IOReturn IOService::message(UInt32, IOService *, void *) { return kIOReturnUnsupported; }
IOReturn IOService::setProperties(OSObject *) { return kIOReturnUnsupported; }

IOReturn IOService::newUserClient(task_t, void *, UInt32, IOUserClient **) {
    return kIOReturnUnsupported;
}

// The class that a property of the service names, in the service's own kext if there are several.
static OSObject * AllocateNamed(const IOService * service) {
    OSObject * property = service->copyProperty(kIOUserClientClassKey);
    const OSString * name = OSDynamicCast(OSString, property);
    const std::string text = name != nullptr ? name->getCStringNoCopy() : "";
    OSSafeReleaseNULL(property);
    auto found = kernel::FindClasses(text, service->getMetaClass()->kext);
    if (found.empty()) {
        found = kernel::FindClasses(text, "");
    }
    if (found.empty()) {
        Note(
            "no class %s is linked in, which %s of %s names; the kexts' classes are: %s",
            text.c_str(), kIOUserClientClassKey, service->getMetaClass()->getClassName(),
            kernel::KnownClasses().c_str());
        return nullptr;
    }
    return found.front()->alloc();
}

// xnu IOService.cpp, newUserClient.
IOReturn IOService::newUserClient(
    task_t owningTask, void * securityID, UInt32 type, OSDictionary * properties,
    IOUserClient ** handler) {
    if (newUserClient(owningTask, securityID, type, handler) == kIOReturnSuccess) {
        return kIOReturnSuccess;
    }
    if (OSDynamicCast(OSString, getProperty(kIOUserClientClassKey)) == nullptr) {
        return kIOReturnUnsupported;
    }
    OSObject * made = AllocateNamed(this);
    if (made == nullptr) {
        return kIOReturnNoMemory;
    }
    IOUserClient * client = OSDynamicCast(IOUserClient, made);
    if (client == nullptr) {
        made->release();
        return kIOReturnUnsupported;
    }
    if (!client->initWithTask(owningTask, securityID, type, properties)) {
        client->release();
        return kIOReturnBadArgument;
    }
    if (!client->attach(this)) {
        client->release();
        return kIOReturnUnsupported;
    }
    if (!client->start(this)) {
        client->detach(this);
        client->release();
        return kIOReturnUnsupported;
    }
    *handler = client;
    return kIOReturnSuccess;
}
