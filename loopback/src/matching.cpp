#include "matching.h"

#include <algorithm>
#include <array>

#include <DriverKit/OSBoolean.h>
#include <DriverKit/OSDictionary.h>
#include <DriverKit/OSNumber.h>
#include <DriverKit/OSString.h>

#include "classes.h"
#include "machine.h"
#include "properties.h"
#include "service.h"

namespace loopback {
namespace {

constexpr char kIOClass[] = "IOClass";
constexpr char kIOUserClass[] = "IOUserClass";
constexpr char kIOProviderClass[] = "IOProviderClass";

// With the lock of the service.
OSObject * Property(const IOService_IVars & state, const std::string & key) {
    return state.properties != nullptr ? state.properties->getObject(key.c_str()) : nullptr;
}

bool IsText(const OSObject * value, const std::string & text) {
    const OSString * string = OSDynamicCast(OSString, value);
    return string != nullptr && string->isEqualTo(text.c_str());
}

bool IsNumber(const OSObject * value, std::uint64_t number) {
    const OSNumber * is = OSDynamicCast(OSNumber, value);
    return is != nullptr && is->unsigned64BitValue() == number;
}

bool IsFlag(const OSObject * value, bool flag) {
    const OSBoolean * is = OSDynamicCast(OSBoolean, value);
    return is != nullptr && is->getValue() == flag;
}

// What the kernel's class of every dext's service is derived from (xnu IOUserServer.h, IOService.h,
// IORegistryEntry.h).
bool IsKernelClass(const std::string & name) {
    static constexpr std::array<const char *, 3> kBases = {
        "IOService", "IORegistryEntry", "OSObject"};
    return std::any_of(kBases.begin(), kBases.end(), [&](const char * base) { return name == base; });
}

} // namespace

// xnu IOService.cpp, passiveMatch: a class is the kernel's, or one that it's derived from. An app
// finds a dext by its property IOUserClass, which is that very class.
bool Matches(IOService * service, const Sought & sought) {
    const IOService_IVars & state = *service->ivars;
    if (sought.kind == Sought::Kind::kId) {
        return state.entryId == sought.number;
    }
    const std::lock_guard lock(service->ivars->mutex);
    switch (sought.kind) {
    case Sought::Kind::kClass:
        return IsText(Property(state, kIOUserClass), sought.text) ||
               IsText(Property(state, kIOClass), sought.text) || IsKernelClass(sought.text);
    case Sought::Kind::kName:
        return state.name == sought.text;
    case Sought::Kind::kText:
        return IsText(Property(state, sought.key), sought.text);
    case Sought::Kind::kNumber:
        return IsNumber(Property(state, sought.key), sought.number);
    case Sought::Kind::kFlag:
        return IsFlag(Property(state, sought.key), sought.number != 0);
    default:
        return false;
    }
}

void SetPersonality(IOService * service, const std::string & className, const IOService * nub) {
    // The kernel's, not the driver's.
    const Machine::Entered nobody(nullptr);
    const std::lock_guard lock(service->ivars->mutex);
    OSDictionary * properties = service->ivars->properties;
    Put(properties, kIOUserClass, OSString::withCString(className.c_str()));
    if (properties->getObject(kIOClass) == nullptr) {
        Put(properties, kIOClass, OSString::withCString("IOUserService"));
    }
    // What drives no device has a provider that says nothing.
    if (properties->getObject(kIOProviderClass) == nullptr && nub->ivars->hardware != nullptr) {
        Put(properties, kIOProviderClass, OSString::withCString(ClassName(nub->getMetaClass())));
    }
}

} // namespace loopback
