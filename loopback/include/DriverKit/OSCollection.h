/* What arrays and dictionaries share. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_OSCOLLECTION_H
#define LOOPBACK_DRIVERKIT_OSCOLLECTION_H

#include <DriverKit/OSContainer.h>

extern OSMetaClass * gOSCollectionMetaClass;

class OSCollection : public OSContainer {
    OSLoopbackDeclareClass(OSCollection, OSContainer);

    virtual uint32_t getCount() const;
};

#endif /* LOOPBACK_DRIVERKIT_OSCOLLECTION_H */
