#include <libkern/c++/OSNumber.h>

OSDefineMetaClassAndStructors(OSNumber, OSObject)

// What is left of a value in so many bits.
static unsigned long long Fit(unsigned long long value, unsigned int bits) {
    return bits >= 64 ? value : value & ((1ULL << bits) - 1);
}

OSNumber * OSNumber::withNumber(unsigned long long value, unsigned int bits) {
    OSNumber * number = OSTypeAlloc(OSNumber);
    if (!number->init(value, bits)) {
        OSSafeReleaseNULL(number);
    }
    return number;
}

bool OSNumber::init(unsigned long long of, unsigned int size) {
    if (size > 64 || !OSObject::init()) {
        return false;
    }
    bits = size;
    value = Fit(of, size);
    return true;
}

unsigned int OSNumber::numberOfBits() const { return bits; }
unsigned int OSNumber::numberOfBytes() const { return (bits + 7) / 8; }
unsigned char OSNumber::unsigned8BitValue() const { return static_cast<unsigned char>(value); }
unsigned short OSNumber::unsigned16BitValue() const { return static_cast<unsigned short>(value); }
unsigned int OSNumber::unsigned32BitValue() const { return static_cast<unsigned int>(value); }
unsigned long long OSNumber::unsigned64BitValue() const { return value; }
void OSNumber::setValue(unsigned long long to) { value = Fit(to, bits); }

void OSNumber::addValue(signed long long by) {
    value = Fit(value + static_cast<unsigned long long>(by), bits);
}

bool OSNumber::isEqualTo(const OSMetaClassBase * other) const {
    const OSNumber * number = OSDynamicCast(OSNumber, other);
    return number != nullptr && isEqualTo(number);
}

bool OSNumber::isEqualTo(const OSNumber * other) const { return value == other->value; }
