/* Objects in order; each is retained while it is in. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_LIBKERN_OSARRAY_H
#define LOOPBACK_KERNEL_LIBKERN_OSARRAY_H

#include <libkern/c++/OSCollection.h>

struct OSLoopbackArray;

class OSArray : public OSCollection {
    OSDeclareDefaultStructors(OSArray)

public:
    static OSArray * withCapacity(unsigned int capacity);

    virtual bool initWithCapacity(unsigned int capacity);
    void free() APPLE_KEXT_OVERRIDE;

    unsigned int getCount() const APPLE_KEXT_OVERRIDE;
    void flushCollection() APPLE_KEXT_OVERRIDE;
    virtual bool setObject(const OSMetaClassBase * object);
    virtual bool setObject(unsigned int index, const OSMetaClassBase * object);
    virtual void replaceObject(unsigned int index, const OSMetaClassBase * object);
    virtual void removeObject(unsigned int index);
    virtual OSObject * getObject(unsigned int index) const;
    virtual OSObject * getLastObject() const;

private:
    OSLoopbackArray * elements = NULL;
};

#endif /* LOOPBACK_KERNEL_LIBKERN_OSARRAY_H */
