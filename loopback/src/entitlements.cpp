#include "entitlements.h"

#include <cstring>

#include <DriverKit/OSArray.h>
#include <DriverKit/OSString.h>

#include "fail.h"
#include "machine.h"
#include "service.h"
#include "user_client.h"

namespace loopback {
namespace {

constexpr char kUserClientAccess[] = "com.apple.developer.driverkit.userclient-access";
constexpr char kBundleIdentifier[] = "CFBundleIdentifier";
constexpr char kRequired[] = "IOServiceDEXTEntitlements";

OSObject * Property(IOService * service, const char * key) {
    const std::lock_guard lock(service->ivars->mutex);
    OSDictionary * properties = service->ivars->properties;
    return properties != nullptr ? properties->getObject(key) : nullptr;
}

bool Lists(OSObject * list, const OSString * wanted) {
    const OSArray * array = OSDynamicCast(OSArray, list);
    for (uint32_t index = 0; array != nullptr && index < array->getCount(); ++index) {
        const OSString * each = OSDynamicCast(OSString, array->getObject(index));
        if (each != nullptr && wanted != nullptr && each->isEqualTo(wanted)) {
            return true;
        }
    }
    return false;
}

bool Has(OSDictionary * entitlements, OSObject * name) {
    const OSString * text = OSDynamicCast(OSString, name);
    return text != nullptr && entitlements->getObject(text->getCStringNoCopy()) != nullptr;
}

// A leaf, of which the last that was looked at decides: all of them have to be there.
bool HasAll(OSDictionary * entitlements, OSObject * names) {
    const OSArray * array = OSDynamicCast(OSArray, names);
    if (array == nullptr) {
        return Has(entitlements, names);
    }
    for (uint32_t index = 0; index < array->getCount(); ++index) {
        if (!Has(entitlements, array->getObject(index))) {
            return false;
        }
    }
    return array->getCount() != 0;
}

// xnu IOUserServer.cpp, checkEntitlements: a name; an array of names, of which one is enough; an
// array of arrays, of which one is enough, with all its names. An entitlement counts whatever its
// value.
bool Satisfies(OSDictionary * entitlements, OSObject * required) {
    const OSArray * array = OSDynamicCast(OSArray, required);
    if (array == nullptr) {
        return Has(entitlements, required);
    }
    for (uint32_t index = 0; index < array->getCount(); ++index) {
        if (HasAll(entitlements, array->getObject(index))) {
            return true;
        }
    }
    return false;
}

} // namespace

// xnu IOUserServer.cpp, serviceNewUserClient.
bool MayOpen(IOService * service, IOUserClient * client, OSDictionary * entitlements) {
    if (service->ivars->restricted &&
        !Lists(
            entitlements->getObject(kUserClientAccess),
            OSDynamicCast(OSString, Property(service, kBundleIdentifier)))) {
        Note("the app's %s doesn't list the driver's %s", kUserClientAccess, kBundleIdentifier);
        return false;
    }
    OSObject * required = Property(client, kRequired);
    if (required != nullptr && !Satisfies(entitlements, required)) {
        Note("the app hasn't the entitlements that %s asks for", kRequired);
        return false;
    }
    return true;
}

void SetEntitlements(IOUserClient * client, OSDictionary * entitlements) {
    // Not the driver's to release.
    const Machine::Entered nobody(nullptr);
    OSDictionary * copy = OSDictionary::withCapacity(0);
    if (copy != nullptr) {
        copy->merge(entitlements);
    }
    const std::lock_guard lock(client->IOService::ivars->mutex);
    OSSafeReleaseNULL(client->ivars->entitlements);
    client->ivars->entitlements = copy;
}

} // namespace loopback
