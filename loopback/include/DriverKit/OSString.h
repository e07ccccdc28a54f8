/* Text. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_OSSTRING_H
#define LOOPBACK_DRIVERKIT_OSSTRING_H

#include <DriverKit/OSContainer.h>

extern OSMetaClass * gOSStringMetaClass;

struct OSString_IVars;

class OSString : public OSContainer {
    OSLoopbackDeclareClass(OSString, OSContainer);

    static OSString * withString(const OSString * string);
    static OSString * withCString(const char * text);
    static OSString * withCString(const char * text, size_t length);

    bool init() override;
    void free() override;
    bool isEqualTo(const OSMetaClassBase * other) const override;

    size_t getLength() const;
    char getChar(uint32_t index) const;
    const char * getCStringNoCopy() const;
    bool isEqualTo(const OSString * other) const;
    bool isEqualTo(const char * text) const;

    OSString_IVars * ivars;
};

#endif /* LOOPBACK_DRIVERKIT_OSSTRING_H */
