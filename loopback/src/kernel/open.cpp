#include "open.h"

#include "../fail.h"
#include "entry.h"
#include "service.h"
#include "task.h"

namespace loopback::kernel {
namespace {

const char * ClassOf(const IOUserClient * client) { return client->getMetaClass()->getClassName(); }

// True, or anything else but false.
bool Says(const IOUserClient * client, const char * key) {
    return client->getProperty(key) != kOSBooleanFalse;
}

// The properties about locks. A user client of the kind 2022 must have all three; another one that
// has none lets calls in together.
IOReturn ReadLocks(IOUserClient * client, Locks * locks) {
    static constexpr const char * kKeys[] = {
        kIOUserClientDefaultLockingKey, kIOUserClientDefaultLockingSetPropertiesKey,
        kIOUserClientDefaultLockingSingleThreadExternalMethodKey};
    unsigned there = 0;
    for (const char * key : kKeys) {
        there += client->getProperty(key) != nullptr ? 1 : 0;
    }
    if (OSDynamicCast(IOUserClient2022, client) != nullptr && there != 3) {
        Note("%s needs %s, %s and %s", ClassOf(client), kKeys[0], kKeys[1], kKeys[2]);
        return kIOReturnError;
    }
    if (there == 0) {
        client->setProperty(kIOUserClientDefaultLockingKey, kOSBooleanTrue);
        *locks = Locks{true, false};
        return kIOReturnSuccess;
    }
    // What isn't there is zero in the user client.
    const auto said = [client](const char * key) {
        return client->getProperty(key) != nullptr && Says(client, key);
    };
    *locks = Locks{said(kKeys[0]), said(kKeys[2])};
    return kIOReturnSuccess;
}

bool HasEntitlement(task_t task, const char * name) {
    OSObject * value = IOUserClient::copyClientEntitlement(task, name);
    const bool has = value == kOSBooleanTrue;
    OSSafeReleaseNULL(value);
    return has;
}

// Whether the process has the entitlement that the user client asks for; the kind 2022 must say one,
// or false.
bool MayOpen(IOUserClient * client, task_t task) {
    OSObject * required = client->getProperty(kIOUserClientEntitlementsKey);
    const OSString * name = OSDynamicCast(OSString, required);
    if (required == kOSBooleanFalse) {
        return true;
    }
    if (OSDynamicCast(IOUserClient2022, client) != nullptr && name == nullptr) {
        Note(
            "%s needs %s, with an entitlement or false", ClassOf(client),
            kIOUserClientEntitlementsKey);
        return false;
    }
    if (required == nullptr) {
        return true;
    }
    if (name == nullptr) {
        Fail(
            "%s of %s is neither text nor false: the kernel reads through NULL",
            kIOUserClientEntitlementsKey, ClassOf(client));
    }
    return HasEntitlement(task, name->getCStringNoCopy());
}

// Gives up a user client that was not to be.
void Abandon(IOUserClient * client) {
    CloseClient(client, [client] { client->clientClose(); });
    client->release();
}

} // namespace

// xnu IOUserClient.cpp, is_io_service_open_extended.
IOReturn OpenService(
    IOService * service, task_t task, std::uint32_t type, IOUserClient ** opened, Locks * locks) {
    const Acting acting(task);
    IOUserClient * client = nullptr;
    const IOReturn result = service->newUserClient(task, task, type, nullptr, &client);
    if (result != kIOReturnSuccess) {
        return result;
    }
    if (client == nullptr) {
        return kIOReturnError;
    }
    {
        const std::lock_guard lock(client->entry->mutex);
        if (client->entry->life == Life::kMade) {
            client->entry->life = Life::kStarted;
        }
    }
    if (client->getProperty(kIOUserClientSharedInstanceKey) != nullptr) {
        Note("%s: user clients that apps share are not known to the loopback", ClassOf(client));
    }
    client->setProperty(kIOUserClientCreatorKey, "pid 1, app");
    IOReturn allowed = ReadLocks(client, locks);
    if (!MayOpen(client, task)) {
        allowed = kIOReturnNotPrivileged;
    }
    if (allowed != kIOReturnSuccess) {
        Abandon(client);
        return allowed;
    }
    *opened = client;
    return kIOReturnSuccess;
}

} // namespace loopback::kernel
