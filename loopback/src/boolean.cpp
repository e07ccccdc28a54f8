#include <DriverKit/OSBoolean.h>

#include <cstdlib>

#include "classes.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(OSBoolean, "OSContainer");
LOOPBACK_DEFINE_DISPATCH(OSBoolean);

// The two objects live as long as the process, so they are not among those that can leak.
static OSBoolean * Immortal() {
    void * memory = std::calloc(1, sizeof(OSBoolean));
    auto * object = new (memory) OSBoolean;
    object->meta = gOSBooleanMetaClass;
    return object;
}

OSBoolean * OSLoopbackBooleanTrue() {
    static OSBoolean * const value = Immortal();
    return value;
}

OSBoolean * OSLoopbackBooleanFalse() {
    static OSBoolean * const value = Immortal();
    return value;
}

OSBoolean * OSBoolean::withBoolean(bool value) { return value ? kOSBooleanTrue : kOSBooleanFalse; }

void OSBoolean::retain() const {}
void OSBoolean::release() const {}
bool OSBoolean::isTrue() const { return this == kOSBooleanTrue; }
bool OSBoolean::isFalse() const { return !isTrue(); }
bool OSBoolean::getValue() const { return isTrue(); }
