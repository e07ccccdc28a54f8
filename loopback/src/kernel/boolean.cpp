#include <libkern/c++/OSBoolean.h>

#include "../live.h"
#include "../machine_core.h"

OSDefineMetaClassAndStructors(OSBoolean, OSObject)

// The two objects live as long as the process, so they are not among those of a machine.
static OSBoolean * Immortal() {
    const loopback::MachineCore::Entered nobody(nullptr);
    return OSTypeAlloc(OSBoolean);
}

OSBoolean * OSLoopbackKernelTrue() {
    static OSBoolean * const value = Immortal();
    return value;
}

OSBoolean * OSLoopbackKernelFalse() {
    static OSBoolean * const value = Immortal();
    return value;
}

OSBoolean * OSBoolean::withBoolean(bool value) { return value ? kOSBooleanTrue : kOSBooleanFalse; }

void OSBoolean::retain() const {}
void OSBoolean::release() const {}
void OSBoolean::free() {}
bool OSBoolean::isTrue() const { return this == kOSBooleanTrue; }
bool OSBoolean::isFalse() const { return !isTrue(); }
bool OSBoolean::getValue() const { return isTrue(); }
