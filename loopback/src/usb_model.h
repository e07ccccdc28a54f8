// A USB device with one interface as the test plays it, apart from the services that a driver sees.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include <USBDriverKit/AppleUSBDefinitions.h>

#include "hardware.h"
#include "usb_pipe_model.h"

namespace loopback::usb {

// What a device says of itself.
struct Identity {
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;
    std::uint8_t interfaceNumber = 0;
    std::uint8_t interfaceClass = 0;
    std::uint8_t interfaceSubClass = 0;
    std::uint8_t interfaceProtocol = 0;
    // A tIOUSBHostConnectionSpeed.
    std::uint8_t speed = 0;
};

// The setup packet of a control request.
struct Setup {
    std::uint8_t requestType;
    std::uint8_t request;
    std::uint16_t value;
    std::uint16_t index;
    std::uint16_t length;

    bool isIn() const { return (requestType & 0x80) != 0; }
};

// Answers a control request: with `data` for OUT, or into it for IN. Called on threads of drivers.
using Control =
    std::function<kern_return_t(const Setup & setup, std::vector<std::uint8_t> * data)>;

// Which of the two services a client has open.
enum class Part { kInterface, kDevice };

class Interface final : public Hardware, public std::enable_shared_from_this<Interface> {
public:
    Interface(const Identity & identity, Control control)
        : identity(identity), control_(std::move(control)) {}

    const Identity identity;
    static constexpr std::uint8_t kAddress = 1;

    // Before a driver sees it. False if the endpoint is there, or can't be.
    bool AddEndpoint(const Endpoint & endpoint);
    // NULL if there is none.
    std::shared_ptr<Pipe> FindPipe(std::uint8_t address) const;
    // The time that the driver sees.
    void SetClock(const std::shared_ptr<Clock> & clock);

    IOService * MakeNub() override;
    void DriverGone() override;
    void Unplug(kern_return_t status) override;

    kern_return_t Open(Part part, const IOService * client);
    // Ends what is in flight on the pipes of an interface.
    kern_return_t Close(Part part, const IOService * client);
    bool IsOpen(Part part) const;
    // What a call answers that needs the device, or the part open, for a client unless it is NULL.
    kern_return_t CheckAttached() const;
    kern_return_t CheckOpen(Part part, const IOService * client) const;

    // Runs a control request; the memory is read or written.
    kern_return_t Request(const Setup & setup, IOMemoryDescriptor * memory, std::uint32_t * done);

    std::uint16_t bcdUSB() const;
    std::vector<std::uint8_t> DeviceDescriptor() const;
    std::vector<std::uint8_t> ConfigurationDescriptor() const;

private:
    void RefuseAll(kern_return_t refusal, kern_return_t status);

    const Control control_;
    // By address; not changed once a driver is there.
    std::map<std::uint8_t, std::shared_ptr<Pipe>> pipes_;

    mutable std::mutex mutex_;
    bool unplugged_ = false;
    // Only compared.
    std::map<Part, const IOService *> clients_;
};

} // namespace loopback::usb
