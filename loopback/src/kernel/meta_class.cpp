// OSMetaClass: the classes that are linked in.
#include <libkern/c++/OSMetaClass.h>

#include <cstring>
#include <mutex>
#include <set>

#include <IOKit/IOUserClient.h>
#include <libkern/c++/OSObject.h>
#include <libkern/c++/OSString.h>
#include <libkern/c++/OSSymbol.h>

#include "../fail.h"
#include "class_registry.h"

namespace {

struct Registry {
    std::mutex mutex;
    const OSMetaClass * first = nullptr;
};

// Made by whoever comes first, before main; never destroyed.
Registry & Get() {
    static Registry * registry = new Registry;
    return *registry;
}

} // namespace

namespace loopback::kernel {

std::vector<const OSMetaClass *> FindClasses(const std::string & name, const std::string & kext) {
    Registry & registry = Get();
    const std::lock_guard lock(registry.mutex);
    std::vector<const OSMetaClass *> found;
    for (const OSMetaClass * meta = registry.first; meta != nullptr; meta = meta->next) {
        if (name == meta->getClassName() && (kext.empty() || kext == meta->kext)) {
            found.push_back(meta);
        }
    }
    return found;
}

std::string KnownClasses() {
    Registry & registry = Get();
    const std::lock_guard lock(registry.mutex);
    std::set<std::string> names;
    for (const OSMetaClass * meta = registry.first; meta != nullptr; meta = meta->next) {
        if (meta->kext[0] != '\0') {
            names.insert(std::string(meta->getClassName()) + " (" + meta->kext + ")");
        }
    }
    std::string text;
    for (const std::string & name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text.empty() ? "none" : text;
}

static bool IsUserClient(const OSMetaClass * meta) {
    while (meta != nullptr && meta != IOUserClient::metaClass) {
        meta = meta->getSuperClass();
    }
    return meta != nullptr;
}

std::string OnlyUserClient(const std::string & kext) {
    Registry & registry = Get();
    const std::lock_guard lock(registry.mutex);
    std::string only;
    for (const OSMetaClass * meta = registry.first; meta != nullptr; meta = meta->next) {
        if (kext != meta->kext || !IsUserClient(meta)) {
            continue;
        }
        if (!only.empty()) {
            return "";
        }
        only = meta->getClassName();
    }
    return only;
}

} // namespace loopback::kernel

using namespace loopback;

OSMetaClass::OSMetaClass(
    const char * className, const OSMetaClass * superClass, unsigned int classSize,
    const char * kext)
    : kext(kext), next(nullptr), className(className), superClass(superClass),
      classSize(classSize), instanceCount(0) {
    Registry & registry = Get();
    const std::lock_guard lock(registry.mutex);
    for (const OSMetaClass * meta = registry.first; meta != nullptr; meta = meta->next) {
        if (std::strcmp(className, meta->className) == 0 && std::strcmp(kext, meta->kext) == 0) {
            Fail("there are two classes %s in the kext %s", className, kext);
        }
    }
    next = registry.first;
    registry.first = this;
}

OSMetaClass::~OSMetaClass() = default;

// The names of classes are the kernel's, where one is there once; here several kexts may have one each.
OSObject * OSMetaClass::allocClassWithName(const char * name) {
    const auto found = kernel::FindClasses(name, "");
    if (found.size() > 1) {
        Fail("several kexts have a class %s", name);
    }
    return found.empty() ? nullptr : found.front()->alloc();
}

OSObject * OSMetaClass::allocClassWithName(const OSString * name) {
    return allocClassWithName(name->getCStringNoCopy());
}

OSObject * OSMetaClass::allocClassWithName(const OSSymbol * name) {
    return allocClassWithName(name->getCStringNoCopy());
}

unsigned int OSMetaClass::getInstanceCount() const {
    return __atomic_load_n(&instanceCount, __ATOMIC_RELAXED);
}

void OSMetaClass::instanceConstructed() const {
    __atomic_fetch_add(&instanceCount, 1, __ATOMIC_RELAXED);
}

void OSMetaClass::instanceDestructed() const {
    __atomic_fetch_sub(&instanceCount, 1, __ATOMIC_RELAXED);
}

void OSMetaClass::release() const {}
void OSMetaClass::retain() const {}
int OSMetaClass::getRetainCount() const { return 0; }
const OSMetaClass * OSMetaClass::getMetaClass() const { return nullptr; }
