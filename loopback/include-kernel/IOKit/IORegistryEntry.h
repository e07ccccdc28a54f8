/* What has properties. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IOREGISTRYENTRY_H
#define LOOPBACK_KERNEL_IOKIT_IOREGISTRYENTRY_H

#include <IOKit/IOTypes.h>
#include <libkern/c++/OSContainers.h>

struct OSLoopbackEntry;
/* A graph of entries; here there is one, of services. */
class IORegistryPlane;

class IORegistryEntry : public OSObject {
    OSDeclareDefaultStructors(IORegistryEntry)

public:
    using OSObject::init;
    virtual bool init(OSDictionary * dictionary = NULL);
    void free() APPLE_KEXT_OVERRIDE;

    virtual bool setProperty(const OSSymbol * key, OSObject * object);
    virtual bool setProperty(const OSString * key, OSObject * object);
    virtual bool setProperty(const char * key, OSObject * object);
    virtual bool setProperty(const char * key, const char * text);
    virtual bool setProperty(const char * key, bool value);
    virtual bool setProperty(const char * key, unsigned long long value, unsigned int bits);
    virtual bool setProperty(const char * key, void * bytes, unsigned int length);
    virtual void removeProperty(const char * key);
    /* Borrowed. */
    virtual OSObject * getProperty(const OSSymbol * key) const;
    virtual OSObject * getProperty(const OSString * key) const;
    virtual OSObject * getProperty(const char * key) const;
    /* To be released. */
    virtual OSObject * copyProperty(const OSSymbol * key) const;
    virtual OSObject * copyProperty(const OSString * key) const;
    virtual OSObject * copyProperty(const char * key) const;

    virtual const char * getName() const;
    virtual void setName(const char * name);
    uint64_t getRegistryEntryID();

    /* What it is attached to, to be released; NULL in any other plane than that of services. */
    virtual IORegistryEntry * copyParentEntry(const IORegistryPlane * plane) const;

    /* Read and written by the runtime alone. */
    OSLoopbackEntry * entry = NULL;
};

#endif /* LOOPBACK_KERNEL_IOKIT_IOREGISTRYENTRY_H */
