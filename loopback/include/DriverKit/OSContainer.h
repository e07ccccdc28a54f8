/* What property lists are made of. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_OSCONTAINER_H
#define LOOPBACK_DRIVERKIT_OSCONTAINER_H

#include <DriverKit/OSObject.h>

extern OSMetaClass * gOSContainerMetaClass;

class OSContainer : public OSObject {
    OSLoopbackDeclareClass(OSContainer, OSObject);
};

#endif /* LOOPBACK_DRIVERKIT_OSCONTAINER_H */
