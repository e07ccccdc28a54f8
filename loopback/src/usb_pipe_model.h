// An endpoint as the test plays it, and the transfers that a driver has asked of it.
//
// Packets are played as they are on the bus: an IN transfer ends when its memory is full or when a
// packet is shorter than the endpoint's size.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include <DriverKit/IOMemoryDescriptor.h>
#include <DriverKit/OSAction.h>

namespace loopback {
class Clock;
}

namespace loopback::usb {

struct Endpoint {
    std::uint8_t address;
    std::uint8_t attributes;
    std::uint16_t maxPacketSize;
    std::uint8_t interval;

    bool isIn() const { return (address & 0x80) != 0; }
    bool isInterrupt() const { return (attributes & 0x03) == 0x03; }
};

// A transfer that a driver asked for; holds its memory and its action until it is over.
class Transfer {
public:
    // No action: somebody waits for it.
    Transfer(IOMemoryDescriptor * memory, std::uint32_t length, OSAction * action);
    ~Transfer();
    Transfer(const Transfer &) = delete;
    Transfer & operator=(const Transfer &) = delete;

    // Moves bytes between the memory, from where the transfer stands, and `bytes`; false if the
    // memory can't be mapped.
    bool Fill(const std::uint8_t * bytes, std::size_t length);
    bool Copy(std::vector<std::uint8_t> * to) const;
    // Tells the driver.
    void Tell() const;

    const std::uint32_t length;
    // The rest belongs to the pipe, under its lock.
    std::uint32_t done = 0;
    bool over = false;
    kern_return_t status = kIOReturnSuccess;
    std::uint64_t timestamp = 0;

private:
    IOMemoryDescriptor * const memory_;
    OSAction * const action_;
};

class Pipe : public std::enable_shared_from_this<Pipe> {
public:
    explicit Pipe(const Endpoint & endpoint) : endpoint(endpoint) {}

    const Endpoint endpoint;

    // The time that the driver sees. Before there is one.
    void SetClock(std::shared_ptr<Clock> clock) { clock_ = std::move(clock); }

    // --- the driver's side

    // A timeout of 0 is none.
    kern_return_t Submit(const std::shared_ptr<Transfer> & transfer, std::uint32_t timeoutMs);
    // Returns when the transfer is over.
    kern_return_t Wait(const std::shared_ptr<Transfer> & transfer, std::uint32_t timeoutMs);
    // Ends all transfers in flight; returns when the driver has been told of each.
    void Abort(kern_return_t status);
    kern_return_t ClearStall(bool withRequest);
    // What Submit and ClearStall answer from now on, unless it is success; ends what is in flight.
    void Refuse(kern_return_t refusal, kern_return_t status);
    void Accept();

    // --- the device's side

    // Packets for IN transfers; with `end` the last one is a short one, empty if need be.
    void Send(const std::uint8_t * bytes, std::size_t length, bool end);
    // What an OUT transfer brought, the oldest first; false if none has come in that time.
    bool Take(std::vector<std::uint8_t> * bytes, std::chrono::milliseconds timeout);
    // Halts the endpoint: after what was sent for IN, at the next transfer for OUT.
    void Stall();
    bool IsHalted() const;
    // Transfers wait, until so many are let go, or all are.
    void Hold();
    void Release(std::size_t count);
    void Resume();
    std::size_t InFlight() const;
    // Waits for so many; false if they have not come in that time.
    bool WaitInFlight(std::size_t count, std::chrono::milliseconds timeout);

private:
    struct Packet {
        std::vector<std::uint8_t> bytes;
        bool stall;
    };

    // All of these hold the lock, which `Deliver` lets go in between.
    kern_return_t Check() const;
    void Advance();
    bool AdvanceIn(Transfer & transfer);
    bool AdvanceOut(Transfer & transfer);
    void Finish(kern_return_t status);
    void FinishAll(kern_return_t status);
    void Deliver(std::unique_lock<std::mutex> & lock);

    void Expire(const std::shared_ptr<Transfer> & transfer);

    std::shared_ptr<Clock> clock_;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    // In order: only the first one moves.
    std::deque<std::shared_ptr<Transfer>> inFlight_;
    // Over, but the driver doesn't know yet.
    std::deque<std::shared_ptr<Transfer>> over_;
    // A thread is telling it.
    bool delivering_ = false;
    kern_return_t refusal_ = kIOReturnNotOpen;
    // The host's end has stopped, the device's end answers STALL.
    bool halted_ = false;
    bool stalled_ = false;
    bool held_ = false;
    std::size_t released_ = 0;
    std::deque<Packet> toHost_;
    std::deque<std::vector<std::uint8_t>> fromHost_;
};

} // namespace loopback::usb
