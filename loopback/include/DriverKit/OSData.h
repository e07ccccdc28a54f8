/* Bytes. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_OSDATA_H
#define LOOPBACK_DRIVERKIT_OSDATA_H

#include <DriverKit/OSContainer.h>

extern OSMetaClass * gOSDataMetaClass;

struct OSData_IVars;

class OSData : public OSContainer {
    OSLoopbackDeclareClass(OSData, OSContainer);

    static OSData * withCapacity(uint32_t capacity);
    /* Copies the bytes. */
    static OSData * withBytes(const void * bytes, size_t length);
    /* Keeps the pointer: the bytes must outlive the object. */
    static OSData * withBytesNoCopy(void * bytes, size_t length);
    static OSData * withData(const OSData * data);

    bool init() override;
    void free() override;
    bool isEqualTo(const OSMetaClassBase * other) const override;

    size_t getLength() const;
    size_t getCapacity() const;
    /* NULL if there are none. */
    const void * getBytesNoCopy() const;
    const void * getBytesNoCopy(size_t start, size_t length) const;
    bool isEqualTo(const void * bytes, size_t length) const;
    bool appendBytes(const void * bytes, size_t length);
    bool appendBytes(const OSData * data);

    OSData_IVars * ivars;
};

#endif /* LOOPBACK_DRIVERKIT_OSDATA_H */
