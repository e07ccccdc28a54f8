/* Text. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_LIBKERN_OSSTRING_H
#define LOOPBACK_KERNEL_LIBKERN_OSSTRING_H

#include <libkern/c++/OSObject.h>

class OSString : public OSObject {
    OSDeclareDefaultStructors(OSString)

public:
    static OSString * withString(const OSString * string);
    static OSString * withCString(const char * text);
    static OSString * withCString(const char * text, size_t length);
    static OSString * withCStringNoCopy(const char * text);

    virtual bool initWithCString(const char * text);
    void free() APPLE_KEXT_OVERRIDE;

    virtual unsigned int getLength() const;
    virtual char getChar(unsigned int index) const;
    virtual const char * getCStringNoCopy() const;
    bool isEqualTo(const OSMetaClassBase * other) const APPLE_KEXT_OVERRIDE;
    virtual bool isEqualTo(const OSString * other) const;
    virtual bool isEqualTo(const char * text) const;

private:
    bool initWithText(const char * text, size_t length);

    char * text = NULL;
    unsigned int length = 0;
};

#endif /* LOOPBACK_KERNEL_LIBKERN_OSSTRING_H */
