/* Bytes. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_LIBKERN_OSDATA_H
#define LOOPBACK_KERNEL_LIBKERN_OSDATA_H

#include <libkern/c++/OSObject.h>

struct OSLoopbackData;

class OSData : public OSObject {
    OSDeclareDefaultStructors(OSData)

public:
    static OSData * withCapacity(unsigned int capacity);
    /* Copies the bytes. */
    static OSData * withBytes(const void * bytes, unsigned int length);
    /* Keeps the pointer: the bytes must outlive the object. */
    static OSData * withBytesNoCopy(void * bytes, unsigned int length);
    static OSData * withData(const OSData * data);

    virtual bool initWithCapacity(unsigned int capacity);
    virtual bool initWithBytes(const void * bytes, unsigned int length);
    virtual bool initWithBytesNoCopy(void * bytes, unsigned int length);
    void free() APPLE_KEXT_OVERRIDE;

    virtual unsigned int getLength() const;
    virtual unsigned int getCapacity() const;
    /* False for bytes that aren't the object's own. */
    virtual bool appendBytes(const void * bytes, unsigned int length);
    virtual bool appendBytes(const OSData * data);
    /* NULL if there are none. */
    virtual const void * getBytesNoCopy() const;
    virtual const void * getBytesNoCopy(unsigned int start, unsigned int length) const;
    bool isEqualTo(const OSMetaClassBase * other) const APPLE_KEXT_OVERRIDE;
    virtual bool isEqualTo(const OSData * other) const;
    virtual bool isEqualTo(const void * bytes, unsigned int length) const;

private:
    OSLoopbackData * contents = NULL;
};

#endif /* LOOPBACK_KERNEL_LIBKERN_OSDATA_H */
