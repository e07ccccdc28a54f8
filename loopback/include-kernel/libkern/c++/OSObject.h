/* The base of every object of the kernel's. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_LIBKERN_OSOBJECT_H
#define LOOPBACK_KERNEL_LIBKERN_OSOBJECT_H

#include <libkern/c++/OSMetaClass.h>

class OSObject : public OSMetaClassBase {
    OSDeclareAbstractStructors(OSObject)

public:
    /* Zeroed memory. */
    static void * operator new(size_t size);
    static void operator delete(void * memory, size_t size);

    virtual bool init();
    /* Called by the last release(). */
    virtual void free();

    void release() const APPLE_KEXT_OVERRIDE;
    void retain() const APPLE_KEXT_OVERRIDE;
    int getRetainCount() const APPLE_KEXT_OVERRIDE;

private:
    mutable int retainCount;
};

typedef OSObject * OSObjectPtr;

#endif /* LOOPBACK_KERNEL_LIBKERN_OSOBJECT_H */
