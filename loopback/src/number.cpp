#include <DriverKit/OSNumber.h>

#include "classes.h"
#include "make.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(OSNumber, "OSContainer");
LOOPBACK_DEFINE_DISPATCH(OSNumber);

struct OSNumber_IVars {
    uint64_t value = 0;
    size_t bits = 64;
};

bool OSNumber::init() {
    if (!super::init()) {
        return false;
    }
    ivars = new OSNumber_IVars;
    return true;
}

void OSNumber::free() {
    delete ivars;
    super::free();
}

OSNumber * OSNumber::withNumber(uint64_t value, size_t bits) {
    if (bits == 0 || bits > 64) {
        return nullptr;
    }
    OSNumber * number = Make<OSNumber>();
    if (number != nullptr) {
        number->ivars->bits = bits;
        number->setValue(value);
    }
    return number;
}

size_t OSNumber::numberOfBits() const { return ivars->bits; }
size_t OSNumber::numberOfBytes() const { return (ivars->bits + 7) / 8; }
uint8_t OSNumber::unsigned8BitValue() const { return static_cast<uint8_t>(ivars->value); }
uint16_t OSNumber::unsigned16BitValue() const { return static_cast<uint16_t>(ivars->value); }
uint32_t OSNumber::unsigned32BitValue() const { return static_cast<uint32_t>(ivars->value); }
uint64_t OSNumber::unsigned64BitValue() const { return ivars->value; }

void OSNumber::setValue(uint64_t value) {
    const uint64_t mask = ivars->bits == 64 ? ~0ULL : (1ULL << ivars->bits) - 1;
    ivars->value = value & mask;
}

bool OSNumber::isEqualTo(const OSMetaClassBase * other) const {
    const OSNumber * number = OSDynamicCast(OSNumber, other);
    return number != nullptr && number->ivars->value == ivars->value;
}
