// The kernel's part: which drivers run, who is connected to them.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <DriverKit/IOUserClient.h>

#include "pages.h"
#include "serial_queue.h"
#include "watch.h"

namespace loopback {

class Clock;
class Connection;
class Hardware;

// Mach's and MIG's own codes (boundary of IOKitLib.c: MIG stubs).
constexpr kern_return_t kMachSendInvalidDest = 0x10000003;
constexpr kern_return_t kMigArrayTooLarge = -307;
constexpr kern_return_t kMigServerDied = -308;

// Who dies.
enum class Victim { kDriver, kClient };

class Machine : public std::enable_shared_from_this<Machine> {
public:
    static std::shared_ptr<Machine> New();
    ~Machine();

    // The machine that this thread works for: objects that are made, and faults, are its.
    static std::shared_ptr<Machine> Current();
    static std::uint32_t CurrentId();
    class Entered {
    public:
        explicit Entered(std::shared_ptr<Machine> machine);
        ~Entered();
        Entered(const Entered &) = delete;
        Entered & operator=(const Entered &) = delete;

    private:
        std::shared_ptr<Machine> before_;
    };

    std::uint32_t id() const { return id_; }

    // Makes a driver with its properties (borrowed) and starts it, on a device if there is one;
    // `restricted`: apps need an entitlement to open it.
    kern_return_t StartDriver(
        const std::string & className, OSDictionary * properties,
        const std::shared_ptr<Hardware> & hardware, bool restricted);
    // Takes a device away, and stops the driver that is on it.
    void Unplug(const std::shared_ptr<Hardware> & hardware, kern_return_t status);

    // An app.
    std::uint32_t NewClient();
    // Gives the app its entitlements (borrowed).
    void Entitle(std::uint32_t client, OSDictionary * entitlements);
    // It is no more: its connections are closed, and its memory goes.
    void ClientDied(std::uint32_t client);
    // It dies in the middle of what it does: its connections are closed soon; what it has mapped stays
    // where it is until ClientDied.
    void Kill(std::uint32_t client);
    bool Dead(std::uint32_t client);
    void Keep(std::uint32_t client, std::unique_ptr<Mapping> mapping);

    // The process of the drivers dies.
    void Crash();
    bool Crashed() const { return crashed_; }

    // A message passes from one part to another, on behalf of an app; one of both may die of it.
    void Cross(std::uint32_t client);
    std::uint64_t Crossings();
    // So many messages from now.
    void KillAt(std::uint64_t crossings, Victim victim);

    // IOServiceOpen and IOServiceClose.
    kern_return_t Open(
        std::uint32_t client, const Sought & sought, std::uint32_t type,
        std::uint32_t * connection);
    kern_return_t Close(std::uint32_t connection);
    // NULL if there is none of that number.
    std::shared_ptr<Connection> Find(std::uint32_t connection);

    // IOServiceGetMatchingServices: those that an app can open now.
    kern_return_t Services(
        std::uint32_t client, const Sought & sought, std::vector<std::uint64_t> * found);
    // IOServiceAddMatchingNotification: what is there is told first. Let go of if it fails.
    kern_return_t AddWatch(
        std::uint32_t client, const Sought & sought, Watch::Tell tell, std::uint64_t * number);
    void RemoveWatch(std::uint64_t number);
    // Tells who watches that a service has come, if it's a driver that runs and has registered; or
    // that it's gone.
    void Publish(IOService * service);
    void Withdraw(IOService * service);

    // What a driver asks of the kernel.
    static kern_return_t Create(IOService * provider, const char * key, IOService ** result);
    void TerminateLater(IOService * service);

    // Stops a service and those on it, and waits for it.
    void Terminate(IOService * service);
    // Closes every connection, stops every driver, waits for every queue.
    void Stop();

    const std::shared_ptr<Clock> & clock() const { return clock_; }
    // Lets virtual time pass; false if there is none.
    bool Advance(std::uint64_t nanoseconds);
    // Raises an interrupt of what a driver of that class drives; false if nothing listens.
    bool Interrupt(const std::string & className, std::uint32_t index);

    void AddQueue(const std::shared_ptr<SerialQueue> & queue);
    void AddFault(const std::string & text);
    std::vector<std::string> Faults();

private:
    Machine();
    IOService * CopyService(const Sought & sought);
    kern_return_t StartUserClient(
        IOService * service, IOUserClient * client, OSDictionary * entitlements);
    OSDictionary * CopyEntitlements(std::uint32_t client);
    void ForgetDriver(IOService * service);
    void WaitForQueues();
    // Marks the app dead, and gives the numbers of its connections.
    std::vector<std::uint32_t> MarkDead(std::uint32_t client);
    void CloseWatches(std::uint32_t client);
    void Reclaim();

    const std::uint32_t id_;
    const std::shared_ptr<SerialQueue> worker_;
    const std::shared_ptr<Clock> clock_;

    std::mutex mutex_;
    // Started drivers, the oldest first; each is held by its attachment to what it drives.
    std::vector<IOService *> drivers_;
    std::map<std::uint32_t, std::shared_ptr<Connection>> connections_;
    std::uint32_t nextConnection_ = 1;
    std::uint32_t nextClient_ = 1;
    std::map<std::uint64_t, std::shared_ptr<Watch>> watches_;
    std::uint64_t nextWatch_ = 1;
    // Of those that have any; each is held.
    std::map<std::uint32_t, OSDictionary *> entitlements_;
    std::atomic<bool> crashed_{false};
    std::set<std::uint32_t> dead_;
    // What dead apps have mapped.
    std::map<std::uint32_t, std::vector<std::unique_ptr<Mapping>>> kept_;
    std::uint64_t crossings_ = 0;
    std::uint64_t killAt_ = 0;
    Victim victim_ = Victim::kDriver;
    std::vector<std::weak_ptr<SerialQueue>> queues_;
    std::vector<std::string> faults_;
};

} // namespace loopback
