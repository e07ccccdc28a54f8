// The kernel's part for dexts: which of them run, and what they ask of it.
#pragma once

#include <string>
#include <vector>

#include <DriverKit/IOUserClient.h>

#include "machine_core.h"

namespace loopback {

class Hardware;

class Machine final : public MachineCore {
public:
    static std::shared_ptr<Machine> New();
    ~Machine() override;

    static std::shared_ptr<Machine> Current() {
        return std::static_pointer_cast<Machine>(MachineCore::Current());
    }
    std::shared_ptr<Machine> shared_from_this() {
        return std::static_pointer_cast<Machine>(MachineCore::shared_from_this());
    }

    // Makes a driver with its properties (borrowed) and starts it, on a device if there is one;
    // `restricted`: apps need an entitlement to open it.
    kern_return_t StartDriver(
        const std::string & className, OSDictionary * properties,
        const std::shared_ptr<Hardware> & hardware, bool restricted);
    // Takes a device away, and stops the driver that is on it.
    void Unplug(const std::shared_ptr<Hardware> & hardware, kern_return_t status);

    // Gives the app its entitlements (borrowed).
    void Entitle(std::uint32_t client, OSDictionary * entitlements);
    void Crash() override;

    // IOServiceOpen of a driver.
    kern_return_t OpenDriver(
        IOService * service, std::uint32_t client, std::uint32_t type,
        std::shared_ptr<Connection> * connection);

    // What a driver asks of the kernel.
    static kern_return_t Create(IOService * provider, const char * key, IOService ** result);
    void TerminateLater(IOService * service);

    // Stops a service and those on it, and waits for it.
    void Terminate(IOService * service);
    // Stops a driver, and lets go of what it drove.
    void StopDriver(IOService * driver);
    // Closes every connection, stops every driver, waits for every queue.
    void Stop();

    // Lets virtual time pass; false if there is none.
    bool Advance(std::uint64_t nanoseconds);

private:
    Machine() = default;
    kern_return_t StartUserClient(
        IOService * service, IOUserClient * client, OSDictionary * entitlements);
    OSDictionary * CopyEntitlements(std::uint32_t client);
    void ForgetDriver(IOService * service);
    void Reclaim();

    std::mutex driversMutex_;
    // Started drivers, the oldest first; each is held by its attachment to what it drives.
    std::vector<IOService *> drivers_;
    // Of apps that have any; each is held.
    std::map<std::uint32_t, OSDictionary *> dictionaries_;
};

} // namespace loopback
