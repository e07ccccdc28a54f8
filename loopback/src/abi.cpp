#include "loopback.h"

#include <DriverKit/OSArray.h>
#include <DriverKit/OSString.h>

#include "classes.h"
#include "clock.h"
#include "connection.h"
#include "hardware.h"
#include "hardware_abi.h"
#include "kernel/kext.h"
#include "live.h"
#include "machine.h"
#include "properties.h"
#include "registry_abi.h"

using namespace loopback;

struct lb_driver {
    std::string className;
    lb_properties properties;
    std::shared_ptr<Hardware> hardware;
    bool restricted;
    // It's a kext, of this library if that is said.
    bool kext;
    std::string library;
};

lb_machine * lb_machine_new() noexcept { return new lb_machine{Machine::New()}; }
void lb_machine_free(lb_machine * machine) noexcept { delete machine; }
void lb_machine_stop(lb_machine * machine) noexcept { machine->machine->Stop(); }

lb_driver * lb_driver_new(const char * class_name, size_t length) noexcept {
    return new lb_driver{
        std::string(class_name, length), lb_properties{OSDictionary::withCapacity(0)}, nullptr,
        false, false, ""};
}

lb_properties * lb_driver_properties(lb_driver * driver) noexcept { return &driver->properties; }

void lb_driver_restrict(lb_driver * driver) noexcept { driver->restricted = true; }

void lb_driver_kext(lb_driver * driver, const char * library, size_t length) noexcept {
    driver->kext = true;
    driver->library = std::string(library, length);
}

void lb_driver_user_client(
    lb_driver * driver, const char * key, size_t key_length, const char * class_name,
    size_t length) noexcept {
    OSDictionary * client = OSDictionary::withCapacity(2);
    Put(client, "IOClass", OSString::withCString("IOUserUserClient"));
    Put(client, "IOUserClass", OSString::withCString(class_name, length));
    Put(driver->properties.dictionary, std::string(key, key_length), client);
}

void lb_driver_user_client_requires(
    lb_driver * driver, const char * key, size_t key_length, bool alternative,
    const char * entitlement, size_t length) noexcept {
    static constexpr char kRequired[] = "IOServiceDEXTEntitlements";
    OSDictionary * client = OSDynamicCast(
        OSDictionary, driver->properties.dictionary->getObject(std::string(key, key_length).c_str()));
    if (client == nullptr) {
        return;
    }
    OSArray * all = OSDynamicCast(OSArray, client->getObject(kRequired));
    if (all == nullptr || alternative) {
        OSArray * leaf = OSArray::withCapacity(1);
        Append(client, kRequired, leaf);
        leaf->release();
        all = OSDynamicCast(OSArray, client->getObject(kRequired));
    }
    OSString * text = OSString::withCString(entitlement, length);
    OSDynamicCast(OSArray, all->getLastObject())->setObject(text);
    text->release();
}

void lb_driver_default_user_client(
    lb_driver * driver, const char * key, size_t key_length) noexcept {
    std::string only;
    for (const std::string & name : ClassNames()) {
        const OSMetaClass * is = FindClass(name);
        while (is != nullptr && is != gIOUserClientMetaClass) {
            is = SuperClass(is);
        }
        if (is == nullptr || name == "IOUserClient") {
            continue;
        }
        if (!only.empty()) {
            return;
        }
        only = name;
    }
    if (!only.empty()) {
        lb_driver_user_client(driver, key, key_length, only.data(), only.size());
    }
}

void lb_driver_on(lb_driver * driver, const lb_hardware * hardware) noexcept {
    driver->hardware = hardware->hardware;
}

void lb_unplug(lb_machine * machine, const lb_hardware * hardware, int32_t status) noexcept {
    machine->machine->Unplug(hardware->hardware, status);
}

int32_t lb_driver_start(lb_machine * machine, lb_driver * driver) noexcept {
    OSDictionary * properties = driver->properties.dictionary;
    const kern_return_t result =
        driver->kext
            ? kernel::StartKext(
                  machine->machine,
                  kernel::Kext{driver->className, driver->library, ReadProperties(properties)})
            : machine->machine->StartDriver(
                  driver->className, properties, driver->hardware, driver->restricted);
    properties->release();
    delete driver;
    return result;
}

void lb_virtual_time(lb_machine * machine) noexcept { machine->machine->clock()->MakeVirtual(); }
bool lb_advance(lb_machine * machine, uint64_t nanoseconds) noexcept {
    return machine->machine->Advance(nanoseconds);
}
bool lb_interrupt(
    lb_machine * machine, const char * class_name, size_t length, uint32_t index) noexcept {
    return machine->machine->Interrupt(std::string(class_name, length), index);
}

uint32_t lb_client_new(lb_machine * machine) noexcept { return machine->machine->NewClient(); }
void lb_client_entitle(
    lb_machine * machine, uint32_t client, lb_properties * entitlements) noexcept {
    machine->machine->Entitle(client, entitlements->dictionary);
}
void lb_client_root(lb_machine * machine, uint32_t client, bool root) noexcept {
    machine->machine->SetRoot(client, root);
}
void lb_client_die(lb_machine * machine, uint32_t client) noexcept {
    machine->machine->ClientDied(client);
}

void lb_client_kill(lb_machine * machine, uint32_t client) noexcept {
    machine->machine->Kill(client);
}

void lb_crash(lb_machine * machine) noexcept { machine->machine->Crash(); }
uint64_t lb_crossings(lb_machine * machine) noexcept { return machine->machine->Crossings(); }
void lb_kill_at(lb_machine * machine, uint64_t crossings, bool client) noexcept {
    machine->machine->KillAt(crossings, client ? Victim::kClient : Victim::kDriver);
}

int32_t lb_open(
    lb_machine * machine, uint32_t client, const lb_service * service, uint32_t type,
    uint32_t * connection) noexcept {
    return machine->machine->Open(client, SoughtOf(service), type, connection);
}

int32_t lb_close(lb_machine * machine, uint32_t connection) noexcept {
    return machine->machine->Close(connection);
}

// `gone` is called when the completion is let go; empty if there is nothing to call.
static Completion ToCompletion(
    void (*completion)(void *, int32_t, const uint64_t *, size_t), void * context,
    void (*gone)(void *)) {
    if (completion == nullptr) {
        return nullptr;
    }
    const std::shared_ptr<void> held(context, gone);
    return [completion, held](IOReturn status, const uint64_t * data, uint32_t count) {
        completion(held.get(), status, data, count);
    };
}

int32_t lb_connection_call(lb_machine * machine, uint32_t connection, lb_call * call) noexcept {
    Call arguments;
    arguments.selector = call->selector;
    arguments.scalarInput = call->scalar_input;
    arguments.scalarInputCount = call->scalar_input_count;
    arguments.structureInput = call->structure_input;
    arguments.structureInputSize = call->structure_input_size;
    arguments.scalarOutput = call->scalar_output;
    arguments.scalarOutputCount = call->scalar_output_count;
    arguments.structureOutput = call->structure_output;
    arguments.structureOutputSize = call->structure_output_size;
    if (call->variable != nullptr) {
        arguments.variable = [call](const void * bytes, size_t length) {
            call->variable(call->context, bytes, length);
        };
    }
    arguments.completion =
        ToCompletion(call->completion, call->completion_context, call->completion_gone);
    const std::shared_ptr<Connection> found = machine->machine->Find(connection);
    const kern_return_t result =
        found == nullptr ? kMachSendInvalidDest : found->CallMethod(arguments);
    if (result == kIOReturnSuccess) {
        call->scalar_output_count = arguments.scalarOutputCount;
        call->structure_output_size = arguments.structureOutputSize;
    }
    return result;
}

int32_t lb_set_notification_port(
    lb_machine * machine, uint32_t connection, uint32_t type, uint64_t reference,
    void (*notify)(void * context, int32_t status, const uint64_t * words, size_t count),
    void * context, void (*gone)(void * context)) noexcept {
    Completion deliver = ToCompletion(notify, context, gone);
    const std::shared_ptr<Connection> found = machine->machine->Find(connection);
    return found == nullptr ? kMachSendInvalidDest
                            : found->SetNotificationPort(type, reference, std::move(deliver));
}

int32_t lb_map(
    lb_machine * machine, uint32_t connection, uint32_t type, uint32_t options,
    uint8_t ** address, size_t * size) noexcept {
    const std::shared_ptr<Connection> found = machine->machine->Find(connection);
    return found == nullptr ? kMachSendInvalidDest : found->Map(type, options, address, size);
}

int32_t lb_unmap(
    lb_machine * machine, uint32_t connection, uint32_t type, const uint8_t * address) noexcept {
    const std::shared_ptr<Connection> found = machine->machine->Find(connection);
    return found == nullptr ? kMachSendInvalidDest : found->Unmap(type, address);
}

void lb_machine_report(lb_machine * machine, lb_report_line line, void * context) noexcept {
    // What a process had goes with it.
    if (!machine->machine->Crashed()) {
        const uint32_t id = machine->machine->id();
        for (const auto & [name, count] : live::Objects(id)) {
            line(context, 0, name.data(), name.size(), count.objects, count.unfinished);
        }
        const live::Memory memory = live::Allocations(id);
        if (memory.allocations != 0) {
            line(context, 1, "", 0, memory.allocations, memory.bytes);
        }
    }
    for (const std::string & fault : machine->machine->Faults()) {
        line(context, 2, fault.data(), fault.size(), 1, 0);
    }
}
