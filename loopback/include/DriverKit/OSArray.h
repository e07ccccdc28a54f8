/* Objects in order; each is retained while it is in. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_OSARRAY_H
#define LOOPBACK_DRIVERKIT_OSARRAY_H

#include <DriverKit/OSCollection.h>

extern OSMetaClass * gOSArrayMetaClass;

struct OSArray_IVars;

class OSArray : public OSCollection {
    OSLoopbackDeclareClass(OSArray, OSCollection);

    static OSArray * withCapacity(uint32_t capacity);

    bool init() override;
    void free() override;

    uint32_t getCount() const override;
    bool setObject(const OSMetaClassBase * object);
    bool setObject(uint32_t index, const OSMetaClassBase * object);
    void replaceObject(uint32_t index, const OSMetaClassBase * object);
    void removeObject(uint32_t index);
    void flushCollection();
    OSObject * getObject(uint32_t index) const;
    OSObject * getLastObject() const;

    OSArray_IVars * ivars;
};

#endif /* LOOPBACK_DRIVERKIT_OSARRAY_H */
