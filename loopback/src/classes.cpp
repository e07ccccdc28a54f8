#include "classes.h"

#include <cstdlib>
#include <cstring>
#include <mutex>

#include "fail.h"
#include "live.h"

namespace loopback {
namespace {

struct Registry {
    std::mutex mutex;
    OSLoopbackMetaClassPrivate * first = nullptr;
};

// Made by whoever comes first, before main; never destroyed.
Registry & Get() {
    static Registry * registry = new Registry;
    return *registry;
}

} // namespace

const char * ClassName(const OSMetaClass * meta) {
    return meta->metaClassPrivate->information->description->name;
}

OSMetaClass * FindClass(const std::string & name) {
    Registry & registry = Get();
    const std::lock_guard lock(registry.mutex);
    for (OSLoopbackMetaClassPrivate * entry = registry.first; entry != nullptr;
         entry = entry->next) {
        if (name == entry->information->description->name) {
            return entry->meta;
        }
    }
    return nullptr;
}

std::vector<std::string> ClassNames() {
    Registry & registry = Get();
    const std::lock_guard lock(registry.mutex);
    std::vector<std::string> names;
    for (OSLoopbackMetaClassPrivate * entry = registry.first; entry != nullptr;
         entry = entry->next) {
        names.emplace_back(entry->information->description->name);
    }
    return names;
}

OSMetaClass * SuperClass(const OSMetaClass * meta) {
    OSLoopbackMetaClassPrivate * entry = meta->metaClassPrivate;
    OSMetaClass * super = __atomic_load_n(&entry->super, __ATOMIC_ACQUIRE);
    const char * name = entry->information->description->superName;
    if (super == nullptr && name[0] != '\0') {
        super = FindClass(name);
        if (super == nullptr) {
            Fail("%s, the superclass of %s, is not linked in", name, ClassName(meta));
        }
        __atomic_store_n(&entry->super, super, __ATOMIC_RELEASE);
    }
    return super;
}

} // namespace loopback

using namespace loopback;

extern "C" void OSLoopbackRegisterClass(const OSClassLoadInformation * information) {
    Registry & registry = Get();
    const std::lock_guard lock(registry.mutex);
    const char * name = information->description->name;
    for (OSLoopbackMetaClassPrivate * entry = registry.first; entry != nullptr;
         entry = entry->next) {
        if (std::strcmp(name, entry->information->description->name) == 0) {
            Fail("there are two classes %s", name);
        }
    }
    // A metaclass has no members of its own, so the base's size is every metaclass's size.
    auto * meta = static_cast<OSMetaClass *>(std::calloc(1, sizeof(OSMetaClass)));
    if (meta == nullptr || information->New(meta) != kIOReturnSuccess) {
        Fail("the metaclass of %s can't be made", name);
    }
    auto * entry = new OSLoopbackMetaClassPrivate{information, meta, nullptr, registry.first};
    meta->metaClassPrivate = entry;
    *information->metaPointer = meta;
    registry.first = entry;
}

kern_return_t OSObjectAllocate(OSMetaClass * meta, OSObject ** object) {
    *object = nullptr;
    const OSClassLoadInformation * information = meta->metaClassPrivate->information;
    void * memory = live::Allocate(information->instanceSize, information->description->name);
    if (memory == nullptr) {
        return kIOReturnNoMemory;
    }
    auto * instance = static_cast<OSObject *>(memory);
    const kern_return_t result = meta->New(instance);
    if (result != kIOReturnSuccess) {
        Fail(
            "%s can't be constructed: 0x%08x", information->description->name,
            static_cast<unsigned>(result));
    }
    // After the constructor, which leaves the root's fields as they are or clears them.
    auto * base = static_cast<OSMetaClassBase *>(memory);
    base->meta = meta;
    __atomic_store_n(&base->refcount, 1, __ATOMIC_RELEASE);
    *object = instance;
    return kIOReturnSuccess;
}
