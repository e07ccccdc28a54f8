#include "kext.h"

#include <IOKit/IOUserClient.h>

#include "../fail.h"
#include "class_registry.h"
#include "entry.h"
#include "kext_entry.h"
#include "properties.h"
#include "service.h"

namespace loopback::kernel {
namespace {

// The class that is meant; NULL if there is none, or several.
const OSMetaClass * FindClass(const Kext & kext) {
    const auto found = FindClasses(kext.className, kext.library);
    if (found.empty()) {
        Note(
            "no class %s is linked in; the kexts' classes are: %s (a dext's is started by .provider())",
            kext.className.c_str(), KnownClasses().c_str());
    } else if (found.size() > 1) {
        Note(
            "several kexts have a class %s, so it is to be said which is meant: %s",
            kext.className.c_str(), KnownClasses().c_str());
    }
    return found.size() == 1 ? found.front() : nullptr;
}

// A service with its properties; NULL if its class doesn't make one.
IOService * MakeService(const OSMetaClass * meta, PropertyList properties) {
    PropertyValue name;
    name.kind = PropertyValue::Kind::kText;
    name.text = meta->getClassName();
    properties.emplace(kIOClassKey, name);
    if (properties.count(kIOUserClientClassKey) == 0) {
        name.text = OnlyUserClient(meta->kext);
        if (!name.text.empty()) {
            properties.emplace(kIOUserClientClassKey, name);
        }
    }
    OSObject * object = meta->alloc();
    IOService * service = OSDynamicCast(IOService, object);
    if (service == nullptr) {
        Note("%s is no IOService", meta->getClassName());
        OSSafeReleaseNULL(object);
        return nullptr;
    }
    OSDictionary * dictionary = MakeDictionary(properties);
    const bool made = service->init(dictionary);
    dictionary->release();
    if (!made) {
        Note("init() of %s answered false", meta->getClassName());
        OSSafeReleaseNULL(service);
    }
    return service;
}

// xnu IOService.cpp, probeCandidates and startCandidate.
bool Start(IOService * service, IOService * nub) {
    if (!service->attach(nub)) {
        return false;
    }
    SInt32 score = 0;
    if (service->probe(nub, &score) == service && service->start(nub)) {
        return true;
    }
    service->detach(nub);
    return false;
}

} // namespace

kern_return_t StartKext(const std::shared_ptr<MachineCore> & machine, const Kext & kext) {
    const MachineCore::Entered entered(machine);
    const OSMetaClass * meta = FindClass(kext);
    IOService * service = meta != nullptr ? MakeService(meta, kext.properties) : nullptr;
    if (service == nullptr) {
        return kIOReturnUnsupported;
    }
    // What it drives: a service without a character of its own.
    IOService * nub = OSTypeAlloc(IOService);
    nub->init();
    if (!Start(service, nub)) {
        Note("start() of %s answered false", meta->getClassName());
        service->release();
        nub->release();
        return kIOReturnError;
    }
    {
        const std::lock_guard lock(service->entry->mutex);
        service->entry->life = Life::kStarted;
    }
    machine->AddService(std::make_shared<KextEntry>(machine, service, nub));
    machine->Publish(service);
    // Its attachment holds it.
    service->release();
    return kIOReturnSuccess;
}

} // namespace loopback::kernel
