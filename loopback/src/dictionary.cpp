#include "dictionary.h"

#include "classes.h"
#include "make.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(OSDictionary, "OSCollection");
LOOPBACK_DEFINE_DISPATCH(OSDictionary);

bool OSDictionary::init() {
    if (!super::init()) {
        return false;
    }
    ivars = new OSDictionary_IVars;
    return true;
}

void OSDictionary::free() {
    if (ivars != nullptr) {
        flushCollection();
    }
    delete ivars;
    super::free();
}

OSDictionary * OSDictionary::withCapacity(uint32_t) { return Make<OSDictionary>(); }

uint32_t OSDictionary::getCount() const { return static_cast<uint32_t>(ivars->objects.size()); }

bool OSDictionary::setObject(const char * key, const OSMetaClassBase * object) {
    if (key == nullptr || object == nullptr) {
        return false;
    }
    object->retain();
    const OSMetaClassBase *& place = ivars->objects[key];
    if (place != nullptr) {
        place->release();
    }
    place = object;
    return true;
}

bool OSDictionary::setObject(const OSString * key, const OSMetaClassBase * object) {
    return key != nullptr && setObject(key->getCStringNoCopy(), object);
}

void OSDictionary::removeObject(const char * key) {
    const auto found = ivars->objects.find(key);
    if (found != ivars->objects.end()) {
        const OSMetaClassBase * object = found->second;
        ivars->objects.erase(found);
        object->release();
    }
}

void OSDictionary::removeObject(const OSString * key) { removeObject(key->getCStringNoCopy()); }

void OSDictionary::flushCollection() {
    std::map<std::string, const OSMetaClassBase *> objects;
    objects.swap(ivars->objects);
    for (const auto & [key, object] : objects) {
        object->release();
    }
}

OSObject * OSDictionary::getObject(const char * key) const {
    const auto found = ivars->objects.find(key);
    return found == ivars->objects.end() ? nullptr : OSDynamicCast(OSObject, found->second);
}

OSObject * OSDictionary::getObject(const OSString * key) const {
    return key == nullptr ? nullptr : getObject(key->getCStringNoCopy());
}

bool OSDictionary::merge(const OSDictionary * other) {
    for (const auto & [key, object] : other->ivars->objects) {
        setObject(key.c_str(), object);
    }
    return true;
}
