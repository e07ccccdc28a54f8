#include <IOKit/IORegistryEntry.h>

#include <atomic>

#include "../machine_core.h"
#include "entry.h"

using namespace loopback;

OSDefineMetaClassAndStructors(IORegistryEntry, OSObject)

// Nobody looks into it.
static const char kServicePlane = 0;
const IORegistryPlane * gIOServicePlane =
    reinterpret_cast<const IORegistryPlane *>(&kServicePlane);

bool IORegistryEntry::init(OSDictionary * dictionary) {
    if (!OSObject::init()) {
        return false;
    }
    static std::atomic<uint64_t> next{0x200000100};
    entry = new OSLoopbackEntry;
    entry->machine = MachineCore::Current();
    entry->id = next++;
    entry->name = getMetaClass()->getClassName();
    // The kernel's: it's not the kext's fault that it is there.
    const MachineCore::Entered nobody(nullptr);
    entry->properties = OSDictionary::withCapacity(0);
    entry->properties->merge(dictionary);
    return true;
}

void IORegistryEntry::free() {
    if (entry != nullptr) {
        OSSafeReleaseNULL(entry->properties);
        delete entry;
    }
    OSObject::free();
}

bool IORegistryEntry::setProperty(const char * key, OSObject * object) {
    const std::lock_guard lock(entry->mutex);
    return entry->properties->setObject(key, object);
}

bool IORegistryEntry::setProperty(const OSString * key, OSObject * object) {
    return setProperty(key->getCStringNoCopy(), object);
}

bool IORegistryEntry::setProperty(const OSSymbol * key, OSObject * object) {
    return setProperty(key->getCStringNoCopy(), object);
}

// Puts an object in that nobody else holds.
static bool Put(IORegistryEntry * entry, const char * key, OSObject * object) {
    if (object == nullptr) {
        return false;
    }
    const bool done = entry->setProperty(key, object);
    object->release();
    return done;
}

bool IORegistryEntry::setProperty(const char * key, const char * text) {
    return Put(this, key, OSString::withCString(text));
}

bool IORegistryEntry::setProperty(const char * key, bool value) {
    return setProperty(key, static_cast<OSObject *>(OSBoolean::withBoolean(value)));
}

bool IORegistryEntry::setProperty(const char * key, unsigned long long value, unsigned int bits) {
    return Put(this, key, OSNumber::withNumber(value, bits));
}

bool IORegistryEntry::setProperty(const char * key, void * bytes, unsigned int length) {
    return Put(this, key, OSData::withBytes(bytes, length));
}

void IORegistryEntry::removeProperty(const char * key) {
    const std::lock_guard lock(entry->mutex);
    entry->properties->removeObject(key);
}

OSObject * IORegistryEntry::getProperty(const char * key) const {
    const std::lock_guard lock(entry->mutex);
    return entry->properties->getObject(key);
}

OSObject * IORegistryEntry::getProperty(const OSString * key) const {
    return getProperty(key->getCStringNoCopy());
}

OSObject * IORegistryEntry::getProperty(const OSSymbol * key) const {
    return getProperty(key->getCStringNoCopy());
}

OSObject * IORegistryEntry::copyProperty(const char * key) const {
    const std::lock_guard lock(entry->mutex);
    OSObject * found = entry->properties->getObject(key);
    if (found != nullptr) {
        found->retain();
    }
    return found;
}

OSObject * IORegistryEntry::copyProperty(const OSString * key) const {
    return copyProperty(key->getCStringNoCopy());
}

OSObject * IORegistryEntry::copyProperty(const OSSymbol * key) const {
    return copyProperty(key->getCStringNoCopy());
}

const char * IORegistryEntry::getName() const { return entry->name.c_str(); }

void IORegistryEntry::setName(const char * name) {
    const std::lock_guard lock(entry->mutex);
    entry->name = name;
}

uint64_t IORegistryEntry::getRegistryEntryID() { return entry->id; }

IORegistryEntry * IORegistryEntry::copyParentEntry(const IORegistryPlane * plane) const {
    const std::lock_guard lock(entry->mutex);
    if (plane != gIOServicePlane || entry->provider == nullptr) {
        return nullptr;
    }
    entry->provider->retain();
    return entry->provider;
}
