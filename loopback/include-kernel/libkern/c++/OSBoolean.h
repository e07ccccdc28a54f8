/* True and false, one object each for the life of the kernel. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_LIBKERN_OSBOOLEAN_H
#define LOOPBACK_KERNEL_LIBKERN_OSBOOLEAN_H

#include <libkern/c++/OSObject.h>

class OSBoolean : public OSObject {
    OSDeclareDefaultStructors(OSBoolean)

public:
    static OSBoolean * withBoolean(bool value);

    /* The two are never counted. */
    void retain() const APPLE_KEXT_OVERRIDE;
    void release() const APPLE_KEXT_OVERRIDE;
    void free() APPLE_KEXT_OVERRIDE;

    virtual bool isTrue() const;
    virtual bool isFalse() const;
    virtual bool getValue() const;
};

/* Functions behind the names, so that they are right before main as well. */
OSBoolean * OSLoopbackKernelTrue(void);
OSBoolean * OSLoopbackKernelFalse(void);
#define kOSBooleanTrue (OSLoopbackKernelTrue())
#define kOSBooleanFalse (OSLoopbackKernelFalse())

#endif /* LOOPBACK_KERNEL_LIBKERN_OSBOOLEAN_H */
