#include "machine.h"

#include <algorithm>
#include <chrono>

#include <DriverKit/OSBoolean.h>
#include <DriverKit/OSDictionary.h>

#include "classes.h"
#include "clock.h"
#include "dext_connection.h"
#include "dext_entry.h"
#include "dispatch_queue.h"
#include "entitlements.h"
#include "fail.h"
#include "hardware.h"
#include "make.h"
#include "matching.h"
#include "properties.h"
#include "service.h"

namespace loopback {
namespace {

// How long a driver may take from Stop() to IOService::Stop.
constexpr std::chrono::seconds kStopLimit(10);

// Sends a message of the kernel's to a service, on the queue where it belongs.
kern_return_t OnQueueOf(
    IOService * service, uint64_t msgid, const char * what,
    const std::function<kern_return_t()> & send) {
    IODispatchQueue * queue = CopyQueueFor(service, msgid);
    if (queue == nullptr) {
        // No port to send it to (xnu IOUserServer.cpp, IOUserServer::rpc).
        return kIOReturnNotReady;
    }
    kern_return_t result = kIOReturnSuccess;
    RunOn(queue, what, [&] { result = send(); });
    queue->release();
    return result;
}

std::string KnownClasses() {
    std::string text;
    for (const std::string & name : ClassNames()) {
        const OSMetaClass * meta = FindClass(name);
        if (name.compare(0, 2, "IO") == 0 || name.compare(0, 2, "OS") == 0 || meta == nullptr) {
            continue;
        }
        text += (text.empty() ? "" : ", ") + name;
    }
    return text.empty() ? "none" : text;
}

// An object of a class, before its init(); NULL if there is no such class or it is no service.
IOService * AllocateService(const std::string & className) {
    OSMetaClass * meta = FindClass(className);
    if (meta == nullptr) {
        Note(
            "no class %s is linked in; the dexts' classes are: %s (a kext's is started by .kext())",
            className.c_str(), KnownClasses().c_str());
        return nullptr;
    }
    OSObject * object = nullptr;
    if (OSObjectAllocate(meta, &object) != kIOReturnSuccess) {
        return nullptr;
    }
    IOService * service = OSDynamicCast(IOService, object);
    if (service == nullptr) {
        Note("%s is no IOService", className.c_str());
        object->release();
    }
    return service;
}

// init(), as far as the runtime can rely on what comes of it.
bool Init(IOService * service) {
    const char * name = ClassName(service->getMetaClass());
    if (!service->init()) {
        Note("init() of %s answered false", name);
        return false;
    }
    if (service->ivars == nullptr) {
        Fail("init() of %s didn't call super::init()", name);
    }
    return true;
}

// Gives up a service that was never started.
void Abandon(IOService * service) {
    if (service->ivars != nullptr) {
        DropQueues(service);
    }
    Detach(service);
    service->release();
}

} // namespace

Machine::~Machine() {
    for (const auto & [client, entitlements] : dictionaries_) {
        entitlements->release();
    }
}

std::shared_ptr<Machine> Machine::New() { return std::shared_ptr<Machine>(new Machine); }

kern_return_t Machine::StartDriver(
    const std::string & className, OSDictionary * properties,
    const std::shared_ptr<Hardware> & hardware, bool restricted) {
    const Entered entered(shared_from_this());
    IOService * service = AllocateService(className);
    if (service == nullptr) {
        return kIOReturnUnsupported;
    }
    if (!Init(service)) {
        service->release();
        return kIOReturnUnsupported;
    }
    service->SetProperties(properties, &OSLoopbackSuperDispatch<IOService>);
    service->ivars->restricted = restricted;
    // What it drives: a device, or a service without a character of its own.
    IOService * nub = hardware != nullptr ? hardware->MakeNub() : Make<IOService>();
    SetPersonality(service, className, nub);
    Attach(service, nub);
    const kern_return_t result =
        OnQueueOf(service, IOService_Start_ID, "Start", [&] { return service->Start(nub); });
    if (result != kIOReturnSuccess) {
        // The service goes without a Stop() (xnu IOUserServer.cpp, IOUserService::start answers
        // false).
        Abandon(service);
        Abandon(nub);
        return result;
    }
    {
        const std::lock_guard lock(service->ivars->mutex);
        service->ivars->life = Life::kStarted;
    }
    {
        const std::lock_guard lock(driversMutex_);
        drivers_.push_back(service);
    }
    AddService(std::make_shared<DextEntry>(shared_from_this(), service));
    Publish(service);
    return kIOReturnSuccess;
}

void Machine::Unplug(const std::shared_ptr<Hardware> & hardware, kern_return_t status) {
    const Entered entered(shared_from_this());
    // First, so that a driver that waits for the device waits no more.
    hardware->Unplug(status);
    std::vector<IOService *> on;
    {
        const std::lock_guard lock(driversMutex_);
        for (IOService * driver : drivers_) {
            const IOService * nub = driver->GetProvider();
            if (nub != nullptr && nub->ivars->hardware == hardware) {
                driver->retain();
                on.push_back(driver);
            }
        }
    }
    for (IOService * driver : on) {
        Terminate(driver);
        driver->release();
    }
}

void Machine::Entitle(std::uint32_t client, OSDictionary * entitlements) {
    EntitleApp(client, ReadProperties(entitlements));
    entitlements->retain();
    const std::lock_guard lock(driversMutex_);
    OSDictionary *& place = dictionaries_[client];
    OSSafeReleaseNULL(place);
    place = entitlements;
}

// What the kernel tells a dext about an app (xnu IOUserServer.cpp, serviceNewUserClient).
OSDictionary * Machine::CopyEntitlements(std::uint32_t client) {
    OSDictionary * copy = OSDictionary::withCapacity(0);
    {
        const std::lock_guard lock(driversMutex_);
        const auto found = dictionaries_.find(client);
        if (found != dictionaries_.end()) {
            copy->merge(found->second);
        }
    }
    if (IsRoot(client)) {
        copy->setObject("com.apple.developer.driverkit.administrator", kOSBooleanTrue);
    }
    return copy;
}

kern_return_t Machine::StartUserClient(
    IOService * service, IOUserClient * client, OSDictionary * entitlements) {
    IOUserClient * checked = OSDynamicCast(IOUserClient, client);
    if (checked == nullptr) {
        // xnu IOUserServer.cpp, serviceNewUserClient.
        Note(
            "NewUserClient of %s answered something that is no IOUserClient",
            ClassName(service->getMetaClass()));
        if (IOService * other = OSDynamicCast(IOService, client)) {
            Abandon(other);
        } else {
            client->release();
        }
        return kIOReturnUnsupported;
    }
    if (client->GetProvider() != service) {
        // An object that OSTypeAlloc made exists in the driver only.
        Fail(
            "NewUserClient of %s answered a %s that IOService::Create didn't make",
            ClassName(service->getMetaClass()), ClassName(client->getMetaClass()));
    }
    if (!MayOpen(service, client, entitlements)) {
        Abandon(client);
        return kIOReturnNotPermitted;
    }
    SetEntitlements(client, entitlements);
    const kern_return_t result =
        OnQueueOf(client, IOService_Start_ID, "Start", [&] { return client->Start(service); });
    if (result != kIOReturnSuccess) {
        // (inferred: what a failing Start() of a user client makes IOServiceOpen answer is not
        // published)
        Abandon(client);
        return result;
    }
    const std::lock_guard lock(client->IOService::ivars->mutex);
    client->IOService::ivars->life = Life::kStarted;
    return kIOReturnSuccess;
}

// xnu IOUserServer.cpp, serviceNewUserClient; IOUserClient.cpp, is_io_service_open_extended. The
// logs of real drivers show the order: init, NewUserClient to its end, then Start of the new
// client.
kern_return_t Machine::OpenDriver(
    IOService * service, std::uint32_t owner, std::uint32_t type,
    std::shared_ptr<Connection> * connection) {
    IOUserClient * client = nullptr;
    kern_return_t result = OnQueueOf(service, IOService_NewUserClient_ID, "NewUserClient", [&] {
        return service->NewUserClient(type, &client);
    });
    if (result == kIOReturnSuccess && !crashed_) {
        OSDictionary * entitlements = CopyEntitlements(owner);
        result =
            client == nullptr ? kIOReturnError : StartUserClient(service, client, entitlements);
        entitlements->release();
    }
    Cross(owner);
    if (crashed_) {
        return kMigServerDied;
    }
    if (result == kIOReturnSuccess) {
        *connection = std::make_shared<DextConnection>(shared_from_this(), client, owner);
    }
    return result;
}

// xnu IOUserServer.cpp, IOService::Create_Impl.
kern_return_t Machine::Create(IOService * provider, const char * key, IOService ** result) {
    const std::shared_ptr<Machine> machine = provider->ivars->machine.lock();
    const Entered entered(machine);
    OSString * className = nullptr;
    OSDictionary * properties = nullptr;
    {
        const std::lock_guard lock(provider->ivars->mutex);
        const OSDictionary * all = provider->ivars->properties;
        OSDictionary * named = all != nullptr && key != nullptr
                                   ? OSDynamicCast(OSDictionary, all->getObject(key))
                                   : nullptr;
        if (named == nullptr || OSDynamicCast(OSString, named->getObject("IOClass")) == nullptr) {
            Note(
                "%s has no property %s, or it names no IOClass",
                ClassName(provider->getMetaClass()), key != nullptr ? key : "(null)");
            return kIOReturnBadArgument;
        }
        className = OSDynamicCast(OSString, named->getObject("IOUserClass"));
        if (className == nullptr) {
            Note("property %s names no IOUserClass", key);
            return kIOReturnUnsupported;
        }
        className->retain();
        properties = named;
        properties->retain();
    }
    IOService * service = AllocateService(className->getCStringNoCopy());
    className->release();
    if (service == nullptr || !Init(service)) {
        OSSafeReleaseNULL(service);
        properties->release();
        return kIOReturnUnsupported;
    }
    // xnu IOUserServer.cpp, Create_Impl: its properties are those that the key names.
    service->SetProperties(properties, &OSLoopbackSuperDispatch<IOService>);
    properties->release();
    Attach(service, provider);
    *result = service;
    return kIOReturnSuccess;
}

void Machine::TerminateLater(IOService * service) {
    service->retain();
    Later([machine = shared_from_this(), service] {
        const Entered entered(machine);
        machine->Terminate(service);
        if (!machine->Crashed()) {
            service->release();
        }
    });
}

// xnu IOUserServer.cpp, serviceWillTerminate and serviceDidStop: Stop() is sent once; the service
// has stopped when IOService::Stop is reached, or when its Stop() failed.
void Machine::Terminate(IOService * service) {
    const Entered entered(shared_from_this());
    if (crashed_) {
        return;
    }
    IOService_IVars & state = *service->ivars;
    std::vector<IOService *> clients;
    bool started = false;
    {
        std::unique_lock lock(state.mutex);
        if (state.life == Life::kStopping || state.life == Life::kStopped) {
            state.changed.wait_for(lock, kStopLimit, [&] { return state.life == Life::kStopped; });
            return;
        }
        started = state.life == Life::kStarted;
        state.life = Life::kStopping;
        clients = state.clients;
        for (IOService * client : clients) {
            client->retain();
        }
    }
    Withdraw(state.entryId);
    for (IOService * client : clients) {
        Terminate(client);
        client->release();
    }
    if (started) {
        const kern_return_t result = OnQueueOf(service, IOService_Stop_ID, "Stop", [&] {
            return service->Stop(service->GetProvider());
        });
        std::unique_lock lock(state.mutex);
        const auto limit = std::chrono::steady_clock::now() + kStopLimit;
        const auto stopped = [&] { return state.didStop || crashed_; };
        bool inTime = stopped();
        while (result == kIOReturnSuccess && !inTime &&
               std::chrono::steady_clock::now() < limit) {
            // By and by: a crash tells nobody.
            inTime = state.changed.wait_for(lock, std::chrono::milliseconds(20), stopped);
        }
        if (result == kIOReturnSuccess && !inTime) {
            lock.unlock();
            Fault(
                "Stop() of %s never reached IOService::Stop: end it with Stop(provider, SUPERDISPATCH)",
                ClassName(service->getMetaClass()));
        }
    }
    DropQueues(service);
    {
        const std::lock_guard lock(state.mutex);
        state.life = Life::kStopped;
        state.changed.notify_all();
    }
    ForgetDriver(service);
    Detach(service);
}

// If it is a driver of the machine's: what the machine held goes, and what the driver drove.
void Machine::ForgetDriver(IOService * service) {
    {
        const std::lock_guard lock(driversMutex_);
        const auto found = std::find(drivers_.begin(), drivers_.end(), service);
        if (found == drivers_.end()) {
            return;
        }
        drivers_.erase(found);
    }
    RemoveService(service);
    IOService * nub = service->GetProvider();
    Detach(service);
    service->release();
    if (nub != nullptr) {
        DropQueues(nub);
        nub->release();
    }
}

void Machine::StopDriver(IOService * driver) {
    Terminate(driver);
    ForgetDriver(driver);
}

void Machine::Stop() {
    const Entered entered(shared_from_this());
    CloseAll();
    StopServices();
    clock()->Clear();
    WaitForQueues();
    if (crashed_) {
        Reclaim();
    }
}

bool Machine::Advance(std::uint64_t nanoseconds) {
    return clock()->Advance(nanoseconds, [this] { WaitForQueues(); });
}

} // namespace loopback
