#include <libkern/c++/OSDictionary.h>

#include <map>
#include <string>

#include <libkern/c++/OSSymbol.h>

OSDefineMetaClassAndStructors(OSDictionary, OSCollection)

struct OSLoopbackDictionary {
    std::map<std::string, const OSMetaClassBase *> objects;
};

OSDictionary * OSDictionary::withCapacity(unsigned int capacity) {
    OSDictionary * dictionary = OSTypeAlloc(OSDictionary);
    if (!dictionary->initWithCapacity(capacity)) {
        OSSafeReleaseNULL(dictionary);
    }
    return dictionary;
}

OSDictionary * OSDictionary::withDictionary(const OSDictionary * other, unsigned int capacity) {
    OSDictionary * dictionary = other != nullptr ? withCapacity(capacity) : nullptr;
    if (dictionary != nullptr) {
        dictionary->merge(other);
    }
    return dictionary;
}

bool OSDictionary::initWithCapacity(unsigned int) {
    if (!OSCollection::init()) {
        return false;
    }
    entries = new OSLoopbackDictionary;
    return true;
}

void OSDictionary::free() {
    if (entries != nullptr) {
        flushCollection();
        delete entries;
    }
    OSCollection::free();
}

unsigned int OSDictionary::getCount() const {
    return static_cast<unsigned int>(entries->objects.size());
}

void OSDictionary::flushCollection() {
    for (const auto & [key, object] : entries->objects) {
        object->release();
    }
    entries->objects.clear();
}

bool OSDictionary::setObject(const char * key, const OSMetaClassBase * object) {
    if (key == nullptr || object == nullptr) {
        return false;
    }
    object->retain();
    const OSMetaClassBase *& place = entries->objects[key];
    if (place != nullptr) {
        place->release();
    }
    place = object;
    return true;
}

bool OSDictionary::setObject(const OSString * key, const OSMetaClassBase * object) {
    return key != nullptr && setObject(key->getCStringNoCopy(), object);
}

bool OSDictionary::setObject(const OSSymbol * key, const OSMetaClassBase * object) {
    return setObject(static_cast<const OSString *>(key), object);
}

void OSDictionary::removeObject(const char * key) {
    const auto found = entries->objects.find(key);
    if (found != entries->objects.end()) {
        found->second->release();
        entries->objects.erase(found);
    }
}

void OSDictionary::removeObject(const OSString * key) { removeObject(key->getCStringNoCopy()); }
void OSDictionary::removeObject(const OSSymbol * key) { removeObject(key->getCStringNoCopy()); }

OSObject * OSDictionary::getObject(const char * key) const {
    const auto found = key != nullptr ? entries->objects.find(key) : entries->objects.end();
    return found == entries->objects.end() ? nullptr : OSDynamicCast(OSObject, found->second);
}

OSObject * OSDictionary::getObject(const OSString * key) const {
    return key != nullptr ? getObject(key->getCStringNoCopy()) : nullptr;
}

OSObject * OSDictionary::getObject(const OSSymbol * key) const {
    return getObject(static_cast<const OSString *>(key));
}

bool OSDictionary::merge(const OSDictionary * other) {
    if (other == nullptr) {
        return false;
    }
    for (const auto & [key, object] : other->entries->objects) {
        setObject(key.c_str(), object);
    }
    return true;
}
