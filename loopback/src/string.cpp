#include <DriverKit/OSString.h>

#include <string>

#include "classes.h"
#include "make.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(OSString, "OSContainer");
LOOPBACK_DEFINE_DISPATCH(OSString);

struct OSString_IVars {
    std::string text;
};

bool OSString::init() {
    if (!super::init()) {
        return false;
    }
    ivars = new OSString_IVars;
    return true;
}

void OSString::free() {
    delete ivars;
    super::free();
}

OSString * OSString::withCString(const char * text, size_t length) {
    OSString * string = Make<OSString>();
    if (string != nullptr) {
        string->ivars->text.assign(text, length);
    }
    return string;
}

OSString * OSString::withCString(const char * text) { return withCString(text, strlen(text)); }

OSString * OSString::withString(const OSString * string) {
    return withCString(string->getCStringNoCopy(), string->getLength());
}

size_t OSString::getLength() const { return ivars->text.size(); }

char OSString::getChar(uint32_t index) const {
    return index < ivars->text.size() ? ivars->text[index] : '\0';
}

const char * OSString::getCStringNoCopy() const { return ivars->text.c_str(); }

bool OSString::isEqualTo(const char * text) const { return ivars->text == text; }

bool OSString::isEqualTo(const OSString * other) const {
    return other != nullptr && ivars->text == other->ivars->text;
}

bool OSString::isEqualTo(const OSMetaClassBase * other) const {
    return isEqualTo(OSDynamicCast(OSString, other));
}
