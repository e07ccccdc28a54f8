/* What the kernel keeps of a class, and the root of all objects. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_LIBKERN_OSMETACLASS_H
#define LOOPBACK_KERNEL_LIBKERN_OSMETACLASS_H

#include <libkern/OSTypes.h>

/* The build names the kext that a class belongs to (`Driver::kext` of the loopback). */
#ifndef LOOPBACK_KEXT
#define LOOPBACK_KEXT ""
#endif

#ifndef APPLE_KEXT_OVERRIDE
#define APPLE_KEXT_OVERRIDE override
#endif
#define LIBKERN_RETURNS_RETAINED
#define LIBKERN_RETURNS_NOT_RETAINED
#define LIBKERN_CONSUMED

/* The metaclass object of a class. */
#define OSTypeID(type) (type::metaClass)
#define OSTypeIDInst(object) ((object)->getMetaClass())

/* A cast that is checked when it runs: NULL if the object is of another class. */
#define OSDynamicCast(type, object) \
    (static_cast<type *>(OSMetaClassBase::safeMetaCast((object), OSTypeID(type))))

/* The same for an object that must be of the class: another one stops the kernel. */
#define OSRequiredCast(type, object) \
    (static_cast<type *>(OSMetaClassBase::requiredMetaCast((object), OSTypeID(type))))

/* A new object, before its init(): NULL if there is no memory for it. */
#define OSTypeAlloc(type) (static_cast<type *>((type::metaClass)->alloc()))

#define OSSafeRelease(object) \
    do { \
        if (object) { \
            (object)->release(); \
        } \
    } while (0)

#define OSSafeReleaseNULL(object) \
    do { \
        if (object) { \
            (object)->release(); \
        } \
        (object) = NULL; \
    } while (0)

class OSMetaClassBase {
public:
    /* `object` if it is of class `meta` or of one derived from it, otherwise NULL. */
    static OSMetaClassBase * safeMetaCast(const OSMetaClassBase * object, const OSMetaClass * meta);
    static OSMetaClassBase * requiredMetaCast(
        const OSMetaClassBase * object, const OSMetaClass * meta);

    virtual void release() const = 0;
    virtual void retain() const = 0;
    virtual int getRetainCount() const = 0;
    virtual bool isEqualTo(const OSMetaClassBase * other) const;
    virtual const OSMetaClass * getMetaClass() const = 0;
    OSMetaClassBase * metaCast(const OSMetaClass * meta) const;
    OSMetaClassBase * metaCast(const char * className) const;

protected:
    OSMetaClassBase();
    virtual ~OSMetaClassBase();
    OSMetaClassBase(const OSMetaClassBase &) = delete;
    OSMetaClassBase & operator=(const OSMetaClassBase &) = delete;
};

class OSMetaClass : public OSMetaClassBase {
public:
    /* `kext` is where the class is defined. */
    OSMetaClass(
        const char * className, const OSMetaClass * superClass, unsigned int classSize,
        const char * kext = "");

    /* An object, before its init(); NULL for an abstract class. */
    virtual OSObject * alloc() const = 0;
    /* The same by the name of the class; NULL if there is none. */
    static OSObject * allocClassWithName(const OSSymbol * name);
    static OSObject * allocClassWithName(const OSString * name);
    static OSObject * allocClassWithName(const char * name);

    const char * getClassName() const { return className; }
    const OSMetaClass * getSuperClass() const { return superClass; }
    unsigned int getClassSize() const { return classSize; }
    unsigned int getInstanceCount() const;
    /* Each constructor of an object calls it, each free() the other. */
    void instanceConstructed() const;
    void instanceDestructed() const;

    void release() const APPLE_KEXT_OVERRIDE;
    void retain() const APPLE_KEXT_OVERRIDE;
    int getRetainCount() const APPLE_KEXT_OVERRIDE;
    const OSMetaClass * getMetaClass() const APPLE_KEXT_OVERRIDE;

    /* Read by the runtime alone. */
    const char * const kext;
    const OSMetaClass * next;

protected:
    ~OSMetaClass() override;

private:
    const char * const className;
    const OSMetaClass * const superClass;
    const unsigned int classSize;
    mutable unsigned int instanceCount;
};

/* What each class has in its head. */
#define OSDeclareCommonStructors(className) \
private: \
    static const OSMetaClass * const superClass; \
\
public: \
    static const OSMetaClass * const metaClass; \
    static class MetaClass : public OSMetaClass { \
    public: \
        MetaClass(); \
        OSObject * alloc() const APPLE_KEXT_OVERRIDE; \
    } gMetaClass; \
    friend class className::MetaClass; \
    const OSMetaClass * getMetaClass() const APPLE_KEXT_OVERRIDE; \
\
protected: \
    className(const OSMetaClass *); \
    ~className() APPLE_KEXT_OVERRIDE;

#define OSDeclareDefaultStructors(className) \
    OSDeclareCommonStructors(className) \
public: \
    className(); \
\
protected:

#define OSDeclareFinalStructors(className) \
    OSDeclareDefaultStructors(className) \
private: \
    void __OSFinalClass(); \
\
protected:

#define OSDeclareAbstractStructors(className) \
    OSDeclareCommonStructors(className) \
private: \
    className(); \
\
protected:

/* What each class has in one of its files. */
#define OSDefineMetaClassCommon(className, superclassName) \
    className::MetaClass className::gMetaClass; \
    const OSMetaClass * const className::metaClass = &className::gMetaClass; \
    const OSMetaClass * const className::superClass = &superclassName::gMetaClass; \
    className::className(const OSMetaClass * meta) : superclassName(meta) {} \
    className::~className() {} \
    const OSMetaClass * className::getMetaClass() const { return &gMetaClass; } \
    className::MetaClass::MetaClass() \
        : OSMetaClass(#className, className::superClass, sizeof(className), LOOPBACK_KEXT) {}

#define OSDefineMetaClassAndStructors(className, superclassName) \
    OSDefineMetaClassCommon(className, superclassName) \
    OSObject * className::MetaClass::alloc() const { return new className; } \
    className::className() : superclassName(&gMetaClass) { gMetaClass.instanceConstructed(); }

#define OSDefineMetaClassAndFinalStructors(className, superclassName) \
    OSDefineMetaClassAndStructors(className, superclassName) \
    void className::__OSFinalClass() {}

#define OSDefineMetaClassAndAbstractStructors(className, superclassName) \
    OSDefineMetaClassCommon(className, superclassName) \
    OSObject * className::MetaClass::alloc() const { return NULL; } \
    className::className() : superclassName(&gMetaClass) { gMetaClass.instanceConstructed(); }

/* Room in a class's table of functions, which only a real kernel needs. */
#define OSMetaClassDeclareReservedUnused(className, index)
#define OSMetaClassDefineReservedUnused(className, index)

#endif /* LOOPBACK_KERNEL_LIBKERN_OSMETACLASS_H */
