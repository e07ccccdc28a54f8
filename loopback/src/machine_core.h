// The kernel's part, as far as it is the same for dexts and kexts: apps, what they have open, what
// they watch; time, and what went wrong.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "pages.h"
#include "property_list.h"
#include "serial_queue.h"
#include "service_entry.h"
#include "watch.h"

namespace loopback {

class Clock;
class Connection;

// Mach's and MIG's own codes (boundary of IOKitLib.c: MIG stubs).
constexpr kern_return_t kMachSendInvalidDest = 0x10000003;
constexpr kern_return_t kMigArrayTooLarge = -307;
constexpr kern_return_t kMigServerDied = -308;

// Who dies.
enum class Victim { kDriver, kClient };

class MachineCore : public std::enable_shared_from_this<MachineCore> {
public:
    virtual ~MachineCore();

    // The machine that this thread works for: objects that are made, and faults, are its.
    static std::shared_ptr<MachineCore> Current();
    static std::uint32_t CurrentId();
    class Entered {
    public:
        explicit Entered(std::shared_ptr<MachineCore> machine);
        ~Entered();
        Entered(const Entered &) = delete;
        Entered & operator=(const Entered &) = delete;

    private:
        std::shared_ptr<MachineCore> before_;
    };

    std::uint32_t id() const { return id_; }
    const std::shared_ptr<Clock> & clock() const { return clock_; }

    // An app.
    std::uint32_t NewClient();
    // What it is entitled to from now on.
    void EntitleApp(std::uint32_t client, PropertyList entitlements);
    PropertyList AppEntitlements(std::uint32_t client);
    // Whether it runs as root.
    void SetRoot(std::uint32_t client, bool root);
    bool IsRoot(std::uint32_t client);
    // It is no more: its connections are closed, and its memory goes.
    void ClientDied(std::uint32_t client);
    // It dies in the middle of what it does: its connections are closed soon; what it has mapped stays
    // where it is until ClientDied.
    void Kill(std::uint32_t client);
    bool Dead(std::uint32_t client);
    void Keep(std::uint32_t client, std::shared_ptr<Mapping> mapping);

    // The process of the dexts dies.
    virtual void Crash() = 0;
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

    // A driver has started.
    void AddService(std::shared_ptr<ServiceEntry> entry);
    // It's gone; false if there was none.
    bool RemoveService(const void * object);
    // Tells who watches that a service has come, if it's a driver that runs and has registered; or
    // that it's gone.
    void Publish(const void * object);
    void Withdraw(std::uint64_t id);

    // Raises an interrupt of what a driver of that class drives; false if nothing listens.
    bool Interrupt(const std::string & className, std::uint32_t index);

    // Leaves something to a thread of the machine's.
    void Later(std::function<void()> work);
    void AddQueue(const std::shared_ptr<SerialQueue> & queue);
    void AddFault(const std::string & text);
    std::vector<std::string> Faults();

protected:
    MachineCore();

    // A service that an app can open.
    std::shared_ptr<ServiceEntry> FindService(const Sought & sought);
    void CloseAll();
    // Ends all of them, the newest first.
    void StopServices();
    void WaitForQueues();
    // The connections that are open.
    std::vector<std::shared_ptr<Connection>> Connections();

    std::atomic<bool> crashed_{false};

private:
    // Marks the app dead, and gives the numbers of its connections.
    std::vector<std::uint32_t> MarkDead(std::uint32_t client);
    void CloseWatches(std::uint32_t client);

    const std::uint32_t id_;
    const std::shared_ptr<SerialQueue> worker_;
    const std::shared_ptr<Clock> clock_;

    std::mutex mutex_;
    // Drivers that have started, the oldest first.
    std::vector<std::shared_ptr<ServiceEntry>> services_;
    std::map<std::uint32_t, std::shared_ptr<Connection>> connections_;
    std::uint32_t nextConnection_ = 1;
    std::uint32_t nextClient_ = 1;
    std::map<std::uint64_t, std::shared_ptr<Watch>> watches_;
    std::uint64_t nextWatch_ = 1;
    std::map<std::uint32_t, PropertyList> entitlements_;
    std::set<std::uint32_t> roots_;
    std::set<std::uint32_t> dead_;
    // What dead apps have mapped.
    std::map<std::uint32_t, std::vector<std::shared_ptr<Mapping>>> kept_;
    std::uint64_t crossings_ = 0;
    std::uint64_t killAt_ = 0;
    Victim victim_ = Victim::kDriver;
    std::vector<std::weak_ptr<SerialQueue>> queues_;
    std::vector<std::string> faults_;
};

} // namespace loopback
