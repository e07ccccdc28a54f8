// OSMetaClassBase and OSObject: counting and casts.
#include <libkern/c++/OSObject.h>

#include <cstring>

#include "../fail.h"
#include "../live.h"

using namespace loopback;

namespace {

// What a freed object becomes: each of its virtual methods says what happened. The slots after the
// root's own are those that a subclass would have.
class Freed final : public OSMetaClassBase {
public:
    explicit Freed(const char * name) : name(name) {}

    void release() const override { Fail("%s is released once too often", name); }
    void retain() const override { Used("retained"); }
    int getRetainCount() const override { Used("used"); }
    bool isEqualTo(const OSMetaClassBase *) const override { Used("compared"); }
    const OSMetaClass * getMetaClass() const override { Used("used"); }

#define SLOT(n) \
    virtual void Slot##n##0() { Used("called"); } \
    virtual void Slot##n##1() { Used("called"); } \
    virtual void Slot##n##2() { Used("called"); } \
    virtual void Slot##n##3() { Used("called"); } \
    virtual void Slot##n##4() { Used("called"); } \
    virtual void Slot##n##5() { Used("called"); } \
    virtual void Slot##n##6() { Used("called"); } \
    virtual void Slot##n##7() { Used("called"); }
    SLOT(0) SLOT(1) SLOT(2) SLOT(3) SLOT(4) SLOT(5) SLOT(6) SLOT(7)
#undef SLOT

    // Not OSObject's, which counts.
    static void * operator new(std::size_t, void * memory) { return memory; }
    static void operator delete(void *, void *) {}
    static void operator delete(void *) {}

private:
    [[noreturn]] void Used(const char * how) const { Fail("a freed %s is %s", name, how); }

    const char * name;
};

static_assert(sizeof(Freed) <= live::kLeastObject, "it takes the place of any object");

void Bury(void * memory, const char * name) { new (memory) Freed(name); }

// While free() runs, retain and release count from here, so that they start no second free().
constexpr int kFreeing = -(1 << 24);

} // namespace

OSMetaClassBase::OSMetaClassBase() = default;
OSMetaClassBase::~OSMetaClassBase() = default;

bool OSMetaClassBase::isEqualTo(const OSMetaClassBase * other) const { return this == other; }

OSMetaClassBase * OSMetaClassBase::safeMetaCast(
    const OSMetaClassBase * object, const OSMetaClass * meta) {
    return object != nullptr ? object->metaCast(meta) : nullptr;
}

OSMetaClassBase * OSMetaClassBase::requiredMetaCast(
    const OSMetaClassBase * object, const OSMetaClass * meta) {
    OSMetaClassBase * result = safeMetaCast(object, meta);
    if (object != nullptr && result == nullptr) {
        Fail(
            "OSRequiredCast: a %s is no %s", object->getMetaClass()->getClassName(),
            meta->getClassName());
    }
    return result;
}

OSMetaClassBase * OSMetaClassBase::metaCast(const OSMetaClass * meta) const {
    for (const OSMetaClass * is = getMetaClass(); is != nullptr; is = is->getSuperClass()) {
        if (is == meta) {
            return const_cast<OSMetaClassBase *>(this);
        }
    }
    return nullptr;
}

OSMetaClassBase * OSMetaClassBase::metaCast(const char * className) const {
    for (const OSMetaClass * is = getMetaClass(); is != nullptr; is = is->getSuperClass()) {
        if (std::strcmp(is->getClassName(), className) == 0) {
            return const_cast<OSMetaClassBase *>(this);
        }
    }
    return nullptr;
}

// Written out, because there is no class above it.
OSObject::MetaClass OSObject::gMetaClass;
const OSMetaClass * const OSObject::metaClass = &OSObject::gMetaClass;
const OSMetaClass * const OSObject::superClass = nullptr;
const OSMetaClass * OSObject::getMetaClass() const { return &gMetaClass; }
OSObject::MetaClass::MetaClass() : OSMetaClass("OSObject", nullptr, sizeof(OSObject)) {}
OSObject * OSObject::MetaClass::alloc() const { return nullptr; }
OSObject::OSObject() : OSObject(&gMetaClass) {}
OSObject::OSObject(const OSMetaClass * meta) : retainCount(1) {
    live::Name(this, meta->getClassName());
}
OSObject::~OSObject() = default;

void * OSObject::operator new(size_t size) {
    return live::Allocate(size, "an OSObject", live::Side::kKernel);
}

void OSObject::operator delete(void * memory, size_t) { live::Deallocate(memory, &Bury); }

bool OSObject::init() { return true; }

void OSObject::free() {
    getMetaClass()->instanceDestructed();
    delete this;
}

void OSObject::retain() const {
    if (__atomic_fetch_add(&retainCount, 1, __ATOMIC_RELAXED) == 0) {
        Fail("%s is retained, but its count is zero", getMetaClass()->getClassName());
    }
}

void OSObject::release() const {
    const int before = __atomic_fetch_sub(&retainCount, 1, __ATOMIC_ACQ_REL);
    if (before == 1) {
        __atomic_store_n(&retainCount, kFreeing, __ATOMIC_RELEASE);
        live::Freeing(this);
        const_cast<OSObject *>(this)->free();
    } else if (before == 0) {
        Fail("%s is released once too often", getMetaClass()->getClassName());
    }
}

int OSObject::getRetainCount() const { return __atomic_load_n(&retainCount, __ATOMIC_RELAXED); }
