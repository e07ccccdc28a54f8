/* Objects by name; each is retained while it is in. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_OSDICTIONARY_H
#define LOOPBACK_DRIVERKIT_OSDICTIONARY_H

#include <DriverKit/OSCollection.h>
#include <DriverKit/OSString.h>

extern OSMetaClass * gOSDictionaryMetaClass;

struct OSDictionary_IVars;

class OSDictionary : public OSCollection {
    OSLoopbackDeclareClass(OSDictionary, OSCollection);

    static OSDictionary * withCapacity(uint32_t capacity);

    bool init() override;
    void free() override;

    uint32_t getCount() const override;
    bool setObject(const char * key, const OSMetaClassBase * object);
    bool setObject(const OSString * key, const OSMetaClassBase * object);
    void removeObject(const char * key);
    void removeObject(const OSString * key);
    void flushCollection();
    OSObject * getObject(const char * key) const;
    OSObject * getObject(const OSString * key) const;
    /* Puts every object of the other dictionary in. */
    bool merge(const OSDictionary * other);

    OSDictionary_IVars * ivars;
};

#endif /* LOOPBACK_DRIVERKIT_OSDICTIONARY_H */
