// OSMetaClassBase, OSMetaClass and OSObject: counting and casts.
#include <DriverKit/OSObject.h>

#include "classes.h"
#include "fail.h"
#include "freed.h"
#include "live.h"
#include "rpc.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(OSObject, "");

// While free() runs, retain and release count from here, so that they start no second free().
static constexpr int32_t kFreeing = -(1 << 24);

OSMetaClassBase * OSMetaClassBase::safeMetaCast(
    const OSMetaClassBase * object, const OSMetaClass * meta) {
    if (object == nullptr) {
        return nullptr;
    }
    for (const OSMetaClass * is = object->getMetaClass(); is != nullptr; is = SuperClass(is)) {
        if (is == meta) {
            return const_cast<OSMetaClassBase *>(object);
        }
    }
    return nullptr;
}

OSMetaClassBase * OSMetaClassBase::requiredMetaCast(
    const OSMetaClassBase * object, const OSMetaClass * meta) {
    OSMetaClassBase * result = safeMetaCast(object, meta);
    if (object != nullptr && result == nullptr) {
        Fail("OSRequiredCast: a %s is no %s", ClassName(object->getMetaClass()), ClassName(meta));
    }
    return result;
}

const OSMetaClass * OSMetaClassBase::getMetaClass() const { return meta; }
void OSMetaClassBase::retain() const {}
void OSMetaClassBase::release() const {}
bool OSMetaClassBase::isEqualTo(const OSMetaClassBase * other) const { return this == other; }

kern_return_t OSMetaClassBase::Dispatch(const IORPC rpc) {
    const IORPCMessage * message = IORPCMessageFromMach(rpc.message, false);
    if (message == nullptr) {
        return kIOReturnIPCError;
    }
    // A method that nobody in the class's line implements. (inferred: DriverKit's own answer is in
    // no published source)
    return kIOReturnUnsupported;
}

kern_return_t OSMetaClassBase::Invoke(const IORPC rpc) { return Dispatch(rpc); }

const OSMetaClass * OSMetaClass::getMetaClass() const { return nullptr; }
void OSMetaClass::retain() const {}
void OSMetaClass::release() const {}

bool OSObject::init() { return true; }
void OSObject::free() { live::Deallocate(this, &BuryDextObject); }

void OSObject::retain() const {
    if (__atomic_fetch_add(&refcount, 1, __ATOMIC_RELAXED) == 0) {
        Fail("%s is retained, but its count is zero", ClassName(getMetaClass()));
    }
}

void OSObject::release() const {
    const int32_t before = __atomic_fetch_sub(&refcount, 1, __ATOMIC_ACQ_REL);
    if (before == 1) {
        __atomic_store_n(&refcount, kFreeing, __ATOMIC_RELEASE);
        live::Freeing(this);
        const_cast<OSObject *>(this)->free();
    } else if (before == 0) {
        Fail("%s is released once too often", ClassName(getMetaClass()));
    }
}

kern_return_t OSObject::Dispatch(const IORPC rpc) { return _Dispatch(this, rpc); }

kern_return_t OSObject::_Dispatch(OSObject * self, const IORPC rpc) {
    return self->OSMetaClassBase::Dispatch(rpc);
}

kern_return_t OSObject::SetDispatchQueue(
    OSObject_SetDispatchQueue_Args, OSDispatchMethod supermethod) {
    return Send(OSObject_SetDispatchQueue_ID, this, supermethod, In(name), In(queue));
}

kern_return_t OSObject::SetDispatchQueue_Invoke(
    const IORPC rpc, OSMetaClassBase * target, SetDispatchQueue_Handler func) {
    return Receive<In<const char *>, In<IODispatchQueue *>>(rpc, target, func);
}

kern_return_t OSObject::CopyDispatchQueue(
    OSObject_CopyDispatchQueue_Args, OSDispatchMethod supermethod) {
    return Send(OSObject_CopyDispatchQueue_ID, this, supermethod, In(name), Out(queue));
}

kern_return_t OSObject::CopyDispatchQueue_Invoke(
    const IORPC rpc, OSMetaClassBase * target, CopyDispatchQueue_Handler func) {
    return Receive<In<const char *>, Out<IODispatchQueue *>>(rpc, target, func);
}
