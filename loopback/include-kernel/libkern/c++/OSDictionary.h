/* Objects by name; each is retained while it is in. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_LIBKERN_OSDICTIONARY_H
#define LOOPBACK_KERNEL_LIBKERN_OSDICTIONARY_H

#include <libkern/c++/OSCollection.h>

struct OSLoopbackDictionary;

class OSDictionary : public OSCollection {
    OSDeclareDefaultStructors(OSDictionary)

public:
    static OSDictionary * withCapacity(unsigned int capacity);
    static OSDictionary * withDictionary(const OSDictionary * other, unsigned int capacity = 0);

    virtual bool initWithCapacity(unsigned int capacity);
    void free() APPLE_KEXT_OVERRIDE;

    unsigned int getCount() const APPLE_KEXT_OVERRIDE;
    void flushCollection() APPLE_KEXT_OVERRIDE;
    virtual bool setObject(const OSSymbol * key, const OSMetaClassBase * object);
    virtual bool setObject(const OSString * key, const OSMetaClassBase * object);
    virtual bool setObject(const char * key, const OSMetaClassBase * object);
    virtual void removeObject(const OSSymbol * key);
    virtual void removeObject(const OSString * key);
    virtual void removeObject(const char * key);
    virtual OSObject * getObject(const OSSymbol * key) const;
    virtual OSObject * getObject(const OSString * key) const;
    virtual OSObject * getObject(const char * key) const;
    /* Puts every object of the other dictionary in. */
    virtual bool merge(const OSDictionary * other);

private:
    OSLoopbackDictionary * entries = NULL;
};

#endif /* LOOPBACK_KERNEL_LIBKERN_OSDICTIONARY_H */
