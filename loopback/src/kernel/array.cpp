#include <libkern/c++/OSArray.h>

#include <vector>

OSDefineMetaClassAndAbstractStructors(OSCollection, OSObject)
OSDefineMetaClassAndStructors(OSArray, OSCollection)

struct OSLoopbackArray {
    std::vector<const OSMetaClassBase *> objects;
};

OSArray * OSArray::withCapacity(unsigned int capacity) {
    OSArray * array = OSTypeAlloc(OSArray);
    if (!array->initWithCapacity(capacity)) {
        OSSafeReleaseNULL(array);
    }
    return array;
}

bool OSArray::initWithCapacity(unsigned int capacity) {
    if (!OSCollection::init()) {
        return false;
    }
    elements = new OSLoopbackArray;
    elements->objects.reserve(capacity);
    return true;
}

void OSArray::free() {
    if (elements != nullptr) {
        flushCollection();
        delete elements;
    }
    OSCollection::free();
}

unsigned int OSArray::getCount() const {
    return static_cast<unsigned int>(elements->objects.size());
}

void OSArray::flushCollection() {
    for (const OSMetaClassBase * object : elements->objects) {
        object->release();
    }
    elements->objects.clear();
}

bool OSArray::setObject(const OSMetaClassBase * object) { return setObject(getCount(), object); }

bool OSArray::setObject(unsigned int index, const OSMetaClassBase * object) {
    if (object == nullptr || index > getCount()) {
        return false;
    }
    object->retain();
    elements->objects.insert(elements->objects.begin() + index, object);
    return true;
}

void OSArray::replaceObject(unsigned int index, const OSMetaClassBase * object) {
    if (object == nullptr || index >= getCount()) {
        return;
    }
    object->retain();
    std::swap(elements->objects[index], object);
    object->release();
}

void OSArray::removeObject(unsigned int index) {
    if (index < getCount()) {
        const OSMetaClassBase * removed = elements->objects[index];
        elements->objects.erase(elements->objects.begin() + index);
        removed->release();
    }
}

OSObject * OSArray::getObject(unsigned int index) const {
    if (index >= getCount()) {
        return nullptr;
    }
    return OSDynamicCast(OSObject, elements->objects[index]);
}

OSObject * OSArray::getLastObject() const {
    return getCount() == 0 ? nullptr : getObject(getCount() - 1);
}
