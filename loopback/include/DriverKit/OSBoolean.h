/* True and false, one object each for the life of the process. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_OSBOOLEAN_H
#define LOOPBACK_DRIVERKIT_OSBOOLEAN_H

#include <DriverKit/OSContainer.h>

extern OSMetaClass * gOSBooleanMetaClass;

class OSBoolean : public OSContainer {
    OSLoopbackDeclareClass(OSBoolean, OSContainer);

    static OSBoolean * withBoolean(bool value);

    /* The two are never counted. */
    void retain() const override;
    void release() const override;

    bool isTrue() const;
    bool isFalse() const;
    bool getValue() const;
};

/* Functions behind the names, so that they are right before main as well. */
OSBoolean * OSLoopbackBooleanTrue(void);
OSBoolean * OSLoopbackBooleanFalse(void);
#define kOSBooleanTrue (OSLoopbackBooleanTrue())
#define kOSBooleanFalse (OSLoopbackBooleanFalse())

#endif /* LOOPBACK_DRIVERKIT_OSBOOLEAN_H */
