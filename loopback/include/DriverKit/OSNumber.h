/* A number of up to 64 bits. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_OSNUMBER_H
#define LOOPBACK_DRIVERKIT_OSNUMBER_H

#include <DriverKit/OSContainer.h>

extern OSMetaClass * gOSNumberMetaClass;

struct OSNumber_IVars;

class OSNumber : public OSContainer {
    OSLoopbackDeclareClass(OSNumber, OSContainer);

    static OSNumber * withNumber(uint64_t value, size_t bits);

    bool init() override;
    void free() override;
    bool isEqualTo(const OSMetaClassBase * other) const override;

    size_t numberOfBits() const;
    size_t numberOfBytes() const;
    uint8_t unsigned8BitValue() const;
    uint16_t unsigned16BitValue() const;
    uint32_t unsigned32BitValue() const;
    uint64_t unsigned64BitValue() const;
    void setValue(uint64_t value);

    OSNumber_IVars * ivars;
};

#endif /* LOOPBACK_DRIVERKIT_OSNUMBER_H */
