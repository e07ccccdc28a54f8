#include <libkern/c++/OSString.h>

#include <cstring>

#include <libkern/c++/OSSymbol.h>

OSDefineMetaClassAndStructors(OSString, OSObject)
OSDefineMetaClassAndStructors(OSSymbol, OSString)

OSString * OSString::withCString(const char * text, size_t length) {
    OSString * string = text != nullptr ? OSTypeAlloc(OSString) : nullptr;
    if (string != nullptr && !string->initWithText(text, length)) {
        OSSafeReleaseNULL(string);
    }
    return string;
}

OSString * OSString::withCString(const char * text) {
    return text != nullptr ? withCString(text, std::strlen(text)) : nullptr;
}

OSString * OSString::withString(const OSString * string) {
    return withCString(string->text, string->length);
}

OSString * OSString::withCStringNoCopy(const char * text) { return withCString(text); }

bool OSString::initWithCString(const char * of) {
    return of != nullptr && initWithText(of, std::strlen(of));
}

bool OSString::initWithText(const char * of, size_t size) {
    if (!OSObject::init()) {
        return false;
    }
    text = new char[size + 1];
    std::memcpy(text, of, size);
    text[size] = '\0';
    length = static_cast<unsigned int>(size);
    return true;
}

void OSString::free() {
    delete[] text;
    OSObject::free();
}

unsigned int OSString::getLength() const { return length; }
char OSString::getChar(unsigned int index) const { return index < length ? text[index] : '\0'; }
const char * OSString::getCStringNoCopy() const { return text; }

bool OSString::isEqualTo(const OSMetaClassBase * other) const {
    const OSString * string = OSDynamicCast(OSString, other);
    return string != nullptr && isEqualTo(string);
}

bool OSString::isEqualTo(const OSString * other) const { return isEqualTo(other->text); }
bool OSString::isEqualTo(const char * other) const { return std::strcmp(text, other) == 0; }

const OSSymbol * OSSymbol::withCString(const char * text) {
    OSSymbol * symbol = OSTypeAlloc(OSSymbol);
    if (!symbol->initWithCString(text)) {
        OSSafeReleaseNULL(symbol);
    }
    return symbol;
}

const OSSymbol * OSSymbol::withString(const OSString * string) {
    return withCString(string->getCStringNoCopy());
}

const OSSymbol * OSSymbol::withCStringNoCopy(const char * text) { return withCString(text); }
