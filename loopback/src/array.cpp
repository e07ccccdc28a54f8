#include <DriverKit/OSArray.h>

#include <vector>

#include "classes.h"
#include "make.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(OSArray, "OSCollection");
LOOPBACK_DEFINE_DISPATCH(OSArray);

struct OSArray_IVars {
    std::vector<const OSMetaClassBase *> objects;
};

bool OSArray::init() {
    if (!super::init()) {
        return false;
    }
    ivars = new OSArray_IVars;
    return true;
}

void OSArray::free() {
    if (ivars != nullptr) {
        flushCollection();
    }
    delete ivars;
    super::free();
}

OSArray * OSArray::withCapacity(uint32_t capacity) {
    OSArray * array = Make<OSArray>();
    if (array != nullptr) {
        array->ivars->objects.reserve(capacity);
    }
    return array;
}

uint32_t OSArray::getCount() const { return static_cast<uint32_t>(ivars->objects.size()); }

bool OSArray::setObject(const OSMetaClassBase * object) { return setObject(getCount(), object); }

bool OSArray::setObject(uint32_t index, const OSMetaClassBase * object) {
    if (object == nullptr || index > getCount()) {
        return false;
    }
    object->retain();
    ivars->objects.insert(ivars->objects.begin() + index, object);
    return true;
}

void OSArray::replaceObject(uint32_t index, const OSMetaClassBase * object) {
    if (object != nullptr && index < getCount()) {
        object->retain();
        ivars->objects[index]->release();
        ivars->objects[index] = object;
    }
}

void OSArray::removeObject(uint32_t index) {
    if (index < getCount()) {
        const OSMetaClassBase * object = ivars->objects[index];
        ivars->objects.erase(ivars->objects.begin() + index);
        object->release();
    }
}

void OSArray::flushCollection() {
    while (getCount() > 0) {
        removeObject(getCount() - 1);
    }
}

OSObject * OSArray::getObject(uint32_t index) const {
    return index < getCount() ? OSDynamicCast(OSObject, ivars->objects[index]) : nullptr;
}

OSObject * OSArray::getLastObject() const {
    return getCount() > 0 ? getObject(getCount() - 1) : nullptr;
}
