/* The root of every class: counting, class look-up, dispatch. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_OSMETACLASS_H
#define LOOPBACK_DRIVERKIT_OSMETACLASS_H

#include <stddef.h>
#include <stdint.h>

#include <DriverKit/IORPC.h>

class OSMetaClass;
class OSMetaClassBase;
class OSObject;
struct OSClassLoadInformation;

#ifndef APPLE_KEXT_OVERRIDE
#define APPLE_KEXT_OVERRIDE override
#endif

/* The metaclass object of a class. */
#define OSTypeID(type) (g##type##MetaClass)
#define OSMTypeID(type) (g##type##MetaClass)

/* A cast that is checked when it runs: NULL if the object is of another class. */
#define OSDynamicCast(type, object) \
    (static_cast<type *>(OSMetaClassBase::safeMetaCast((object), OSTypeID(type))))

/* The same for an object that must be of the class: another one stops the process. */
#define OSRequiredCast(type, object) \
    (static_cast<type *>(OSMetaClassBase::requiredMetaCast((object), OSTypeID(type))))

/* A new object, before its init(): NULL if there is no memory for it. */
#define OSTypeAlloc(type) (OSLoopbackTypeAllocate<type>(OSTypeID(type)))

/* The superclass's own implementation of a method, as its last argument. */
#define SUPERDISPATCH (&OSLoopbackSuperDispatch<super>)

/* The head of an implementation: `kern_return_t IMPL(Class, Method) { ... }`. */
#define IMPL(classname, name) classname::name##_Impl(classname##_##name##_Args)

#define OSSafeReleaseNULL(object) \
    do { \
        if (object) { \
            (object)->release(); \
            (object) = NULL; \
        } \
    } while (0)

class OSMetaClassBase {
public:
    /* Objects are made in memory that the runtime allotted. */
    static void * operator new(size_t, void * memory) { return memory; }
    static void operator delete(void *, void *) {}

    /* `object` if it is of class `meta` or of one derived from it, otherwise NULL. */
    static OSMetaClassBase * safeMetaCast(const OSMetaClassBase * object, const OSMetaClass * meta);
    static OSMetaClassBase * requiredMetaCast(
        const OSMetaClassBase * object, const OSMetaClass * meta);

    virtual const OSMetaClass * getMetaClass() const;
    virtual void retain() const;
    virtual void release() const;
    virtual bool isEqualTo(const OSMetaClassBase * other) const;
    virtual kern_return_t Dispatch(const IORPC rpc);

    /* Sends a message to this object. */
    kern_return_t Invoke(const IORPC rpc);
    /* Whether the object lives in another process; none does here. */
    bool IsRemote() const { return false; }
    const OSMetaClass * GetClass() const { return getMetaClass(); }

    /* Read and written by the runtime alone. */
    mutable int32_t refcount;
    int32_t reserved;
    OSMetaClass * meta;
};

struct OSLoopbackMetaClassPrivate;

class OSMetaClass : public OSMetaClassBase {
public:
    /* Constructs an object of the class in `instance`. */
    virtual kern_return_t New(OSObject * instance) = 0;

    const OSMetaClass * getMetaClass() const override;
    void retain() const override;
    void release() const override;

    /* Read and written by the runtime alone. */
    OSLoopbackMetaClassPrivate * metaClassPrivate;
};

/* The methods of a class that it calls itself: a driver's LOCALONLY ones. */
class OSInterface {};

/* How a class enters the runtime. */
struct OSClassLoadInformation {
    const OSClassDescription * description;
    OSMetaClass ** metaPointer;
    uint32_t version;
    uint32_t instanceSize;
    uint64_t resv2[8];
    kern_return_t (*New)(OSMetaClass * instance);
    uint64_t resv3[8];
};

/* Makes a class known; may be called before main, in any order of classes. */
extern "C" void OSLoopbackRegisterClass(const OSClassLoadInformation * information);

/* A new object of a class, counted once, its memory zeroed; init() is still to be called. */
kern_return_t OSObjectAllocate(OSMetaClass * meta, OSObject ** object);

template <class Type> Type * OSLoopbackTypeAllocate(OSMetaClass * meta) {
    OSObject * object = NULL;
    return OSObjectAllocate(meta, &object) == kIOReturnSuccess ? static_cast<Type *>(object) : NULL;
}

template <class Super>
kern_return_t OSLoopbackSuperDispatch(OSMetaClassBase * self, const IORPC rpc) {
    return Super::_Dispatch(static_cast<Super *>(self), rpc);
}

/* `&C::M_Impl` as the plain function that `M_Invoke` takes, without a cast between types. */
template <auto Method> struct OSLoopbackHandler;
template <class Class, class Result, class... Arguments, Result (Class::*Method)(Arguments...)>
struct OSLoopbackHandler<Method> {
    static Result Call(OSMetaClassBase * target, Arguments... arguments) {
        return (static_cast<Class *>(target)->*Method)(arguments...);
    }
};
template <
    class Class, class Result, class... Arguments, Result (Class::*Method)(Arguments...) const>
struct OSLoopbackHandler<Method> {
    static Result Call(OSMetaClassBase * target, Arguments... arguments) {
        return (static_cast<const Class *>(target)->*Method)(arguments...);
    }
};

/* What each of DriverKit's own classes has in its head, as iig would write it. */
#define OSLoopbackDeclareClass(Class, Super) \
public: \
    using super = Super; \
    static OSMetaClass * sGetMetaClass() { return g##Class##MetaClass; } \
    kern_return_t Dispatch(const IORPC rpc) override; \
    static kern_return_t _Dispatch(Class * self, const IORPC rpc)

/* A method that travels as a message: its caller's side, its handler's type, its receiver's side.
 */
#define OSLoopbackDeclareMethod(Class, Method) \
public: \
    kern_return_t Method(Class##_##Method##_Args, OSDispatchMethod supermethod = NULL); \
    typedef kern_return_t (*Method##_Handler)(OSMetaClassBase * target, Class##_##Method##_Args); \
    static kern_return_t Method##_Invoke( \
        const IORPC rpc, OSMetaClassBase * target, Method##_Handler func)

/* The same without arguments. */
#define OSLoopbackDeclareMethod0(Class, Method) \
public: \
    kern_return_t Method(OSDispatchMethod supermethod = NULL); \
    typedef kern_return_t (*Method##_Handler)(OSMetaClassBase * target); \
    static kern_return_t Method##_Invoke( \
        const IORPC rpc, OSMetaClassBase * target, Method##_Handler func)

/* A message to an action, which a driver's own method receives that is TYPE(Class::Method). */
#define OSLoopbackDeclareCallback(Class, Method) \
public: \
    void Method(Class##_##Method##_Args, OSDispatchMethod supermethod = NULL); \
    typedef void (*Method##_Handler)(OSMetaClassBase * target, Class##_##Method##_Args); \
    static kern_return_t Method##_Invoke( \
        const IORPC rpc, OSMetaClassBase * target, Method##_Handler func, \
        const OSMetaClass * targetActionClass); \
    static kern_return_t Method##_Invoke( \
        const IORPC rpc, OSMetaClassBase * target, Method##_Handler func)

/* The implementation that the class itself has. */
#define OSLoopbackDeclareImpl(Class, Method) \
protected: \
    kern_return_t Method##_Impl(Class##_##Method##_Args)

extern OSMetaClass * gOSObjectMetaClass;

#endif /* LOOPBACK_DRIVERKIT_OSMETACLASS_H */
