/* A number of up to 64 bits. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_LIBKERN_OSNUMBER_H
#define LOOPBACK_KERNEL_LIBKERN_OSNUMBER_H

#include <libkern/c++/OSObject.h>

class OSNumber : public OSObject {
    OSDeclareDefaultStructors(OSNumber)

public:
    static OSNumber * withNumber(unsigned long long value, unsigned int bits);

    using OSObject::init;
    virtual bool init(unsigned long long value, unsigned int bits);

    virtual unsigned int numberOfBits() const;
    virtual unsigned int numberOfBytes() const;
    virtual unsigned char unsigned8BitValue() const;
    virtual unsigned short unsigned16BitValue() const;
    virtual unsigned int unsigned32BitValue() const;
    virtual unsigned long long unsigned64BitValue() const;
    virtual void setValue(unsigned long long value);
    virtual void addValue(signed long long value);
    bool isEqualTo(const OSMetaClassBase * other) const APPLE_KEXT_OVERRIDE;
    virtual bool isEqualTo(const OSNumber * other) const;

private:
    unsigned long long value = 0;
    unsigned int bits = 0;
};

#endif /* LOOPBACK_KERNEL_LIBKERN_OSNUMBER_H */
