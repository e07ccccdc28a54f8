// IOUserClient: what its class itself does.
#include "user_client.h"

#include <cstring>

#include "../fail.h"
#include "../machine_core.h"
#include "entry.h"
#include "kext_connection.h"
#include "memory.h"
#include "port.h"
#include "properties.h"
#include "task.h"

using namespace loopback;

OSDefineMetaClassAndAbstractStructors(IOUserClient, IOService)

// The first word of a reference: the port, and flags in its lowest bits. Of a dead port that was sent,
// which is all ones, they leave what the kernel takes for another.
static mach_port_t PortOf(const io_user_reference_t * reference) {
    const uint64_t flags = kIOUCAsync0Flags;
    if ((reference[0] | flags) == ~uint64_t{0}) {
        Fail("the wake port of an asynchronous call was dead: the kernel panics when it's used");
    }
    return reinterpret_cast<mach_port_t>(reference[0] & ~flags);
}

// xnu IOUserClient.cpp, init: it may have been initialised with its properties before.
bool IOUserClient::init() {
    if (entry == nullptr && !IOService::init()) {
        return false;
    }
    if (connection == nullptr) {
        connection = new OSLoopbackUserClient;
    }
    return true;
}

bool IOUserClient::init(OSDictionary * dictionary) {
    return (entry != nullptr || IOService::init(dictionary)) && IOUserClient::init();
}

bool IOUserClient::initWithTask(task_t, void *, UInt32) { return IOUserClient::init(); }

bool IOUserClient::initWithTask(
    task_t owningTask, void * securityToken, UInt32 type, OSDictionary * properties) {
    const bool done = IOService::init(properties);
    return initWithTask(owningTask, securityToken, type) && done;
}

void IOUserClient::free() {
    delete connection;
    IOService::free();
}

IOReturn IOUserClient::clientClose() { return kIOReturnUnsupported; }

// xnu IOUserClient.cpp, clientDied: once.
IOReturn IOUserClient::clientDied() {
    {
        const std::lock_guard lock(connection->mutex);
        if (connection->closed) {
            return kIOReturnNotReady;
        }
        connection->closed = true;
    }
    return clientClose();
}

IOService * IOUserClient::getService() { return nullptr; }
IOReturn IOUserClient::connectClient(IOUserClient *) { return kIOReturnUnsupported; }

IOReturn IOUserClient::registerNotificationPort(mach_port_t, UInt32, UInt32) {
    return kIOReturnUnsupported;
}

IOReturn IOUserClient::registerNotificationPort(
    mach_port_t port, UInt32 type, io_user_reference_t refCon) {
    return registerNotificationPort(port, type, static_cast<UInt32>(refCon));
}

IOReturn IOUserClient::clientMemoryForType(UInt32, IOOptionBits *, IOMemoryDescriptor **) {
    return kIOReturnUnsupported;
}

IOMemoryMap * IOUserClient::removeMappingForDescriptor(IOMemoryDescriptor * memory) {
    const std::shared_ptr<kernel::KextConnection> of = connection->connection.lock();
    std::shared_ptr<Mapping> mapping = of != nullptr ? of->Take(memory) : nullptr;
    return mapping != nullptr ? kernel::MakeMap(memory, std::move(mapping), kIOMapAnywhere)
                              : nullptr;
}

// xnu IOUserClient.cpp, clientHasPrivilege: the token is the one that the user client was made with.
IOReturn IOUserClient::clientHasPrivilege(void * securityToken, const char * privilegeName) {
    if (std::strcmp(privilegeName, kIOClientPrivilegeForeground) == 0) {
        return kIOReturnSuccess;
    }
    const auto * of = static_cast<task_t>(securityToken);
    const std::shared_ptr<MachineCore> machine = of != nullptr ? of->machine.lock() : nullptr;
    if (machine == nullptr) {
        return kIOReturnBadArgument;
    }
    if (std::strcmp(privilegeName, kIOClientPrivilegeAdministrator) == 0) {
        return machine->IsRoot(of->client) ? kIOReturnSuccess : kIOReturnNotPrivileged;
    }
    // Whoever runs the test is at the machine.
    return std::strcmp(privilegeName, kIOClientPrivilegeLocalUser) == 0 ? kIOReturnSuccess
                                                                        : kIOReturnUnsupported;
}

OSDictionary * IOUserClient::copyClientEntitlements(task_t of) {
    const std::shared_ptr<MachineCore> machine = of->machine.lock();
    if (machine == nullptr) {
        return nullptr;
    }
    return kernel::MakeDictionary(machine->AppEntitlements(of->client));
}

OSObject * IOUserClient::copyClientEntitlement(task_t of, const char * entitlement) {
    OSDictionary * all =
        entitlement != nullptr ? copyClientEntitlements(of != TASK_NULL ? of : current_task()) : nullptr;
    OSObject * value = all != nullptr ? all->getObject(entitlement) : nullptr;
    if (value != nullptr) {
        value->retain();
    }
    OSSafeReleaseNULL(all);
    return value;
}

IOReturn IOUserClient::releaseAsyncReference64(OSAsyncReference64 reference) {
    kernel::ReleasePort(PortOf(reference));
    return kIOReturnSuccess;
}

IOReturn IOUserClient::releaseNotificationPort(mach_port_t port) {
    kernel::ReleasePort(port);
    return kIOReturnSuccess;
}

void IOUserClient::setAsyncReference64(
    OSAsyncReference64 reference, mach_port_t wakePort, mach_vm_address_t callback,
    io_user_reference_t refcon) {
    reference[kIOAsyncReservedIndex] =
        reinterpret_cast<io_user_reference_t>(wakePort) |
        (static_cast<uint64_t>(kIOUCAsync0Flags) & reference[kIOAsyncReservedIndex]);
    reference[kIOAsyncCalloutFuncIndex] = callback;
    reference[kIOAsyncCalloutRefconIndex] = refcon;
}

// xnu IOUserClient.cpp, _sendAsyncResult64.
IOReturn IOUserClient::sendAsyncResult64WithOptions(
    OSAsyncReference64 reference, IOReturn result, io_user_reference_t args[], UInt32 numArgs,
    IOOptionBits) {
    const mach_port_t port = PortOf(reference);
    if (port == MACH_PORT_NULL) {
        return kIOReturnSuccess;
    }
    if (numArgs > kMaxAsyncArgs) {
        return kIOReturnMessageTooLarge;
    }
    return kernel::SendTo(port, result, args, numArgs);
}

IOReturn IOUserClient::sendAsyncResult64(
    OSAsyncReference64 reference, IOReturn result, io_user_reference_t args[], UInt32 numArgs) {
    return sendAsyncResult64WithOptions(reference, result, args, numArgs, 0);
}
