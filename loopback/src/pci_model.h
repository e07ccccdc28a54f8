// A PCI device as the test plays it, apart from the service that a driver sees.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <mutex>

#include "hardware.h"
#include "pages.h"
#include "pci_config.h"

namespace loopback::pci {

constexpr unsigned kBars = 6;

// Registers that somebody plays; called on the threads of drivers.
struct Registers {
    std::function<std::uint64_t(std::uint64_t offset, unsigned width)> read;
    std::function<void(std::uint64_t offset, unsigned width, std::uint64_t value)> write;
};

// What is behind a BAR: memory, or registers.
struct Bar {
    unsigned index = 0;
    std::uint64_t size = 0;
    std::uint32_t type = 0;
    std::shared_ptr<Backing> pages;
    // Where the device itself sees the memory.
    std::unique_ptr<Mapping> view;
    Registers registers;
};

// How an access ended that a driver made.
enum class Access { kDone, kNotOpen, kNoSuchMemory, kOutside };

class Device final : public Hardware, public std::enable_shared_from_this<Device> {
public:
    Device(std::uint16_t vendor, std::uint16_t device, std::uint32_t classCode)
        : config_(vendor, device, classCode) {}

    // False if the BAR is taken, or there is no such one.
    bool AddBar(Bar bar);
    bool AddCapability(std::uint8_t id, const std::uint8_t * body, std::size_t length);

    IOService * MakeNub() override;
    void DriverGone() override;
    void Unplug(kern_return_t status) override;

    bool Open(const IOService * client);
    void Close(const IOService * client);
    bool IsOpen() const;
    bool IsOpenFor(const IOService * client) const;

    // By BAR, and by the index among those that there are; NULL if there is none.
    const Bar * FindBar(unsigned index) const;
    const Bar * FindMemory(std::uint64_t memoryIndex) const;
    // The index of a BAR among those that there are.
    std::uint8_t MemoryIndex(const Bar & bar) const;

    // A driver's accesses. All ones are read where nothing answers.
    Access ReadConfig(std::uint64_t offset, unsigned width, std::uint32_t * value) const;
    Access WriteConfig(std::uint64_t offset, unsigned width, std::uint32_t value);
    Access Read(
        std::uint64_t memoryIndex, std::uint64_t offset, unsigned width,
        std::uint64_t * value) const;
    Access Write(
        std::uint64_t memoryIndex, std::uint64_t offset, unsigned width, std::uint64_t value);
    std::uint64_t FindCapability(std::uint32_t id, std::uint64_t after) const;

    // The device's own accesses.
    std::uint32_t Config(std::uint64_t offset, unsigned width) const;
    bool Copy(unsigned bar, std::uint64_t offset, std::uint8_t * to, std::size_t length) const;
    bool Fill(unsigned bar, std::uint64_t offset, const std::uint8_t * from, std::size_t length);

private:
    Access Check(const Bar * bar, std::uint64_t offset, unsigned width) const;

    mutable std::mutex mutex_;
    pci::Config config_;
    // Set up before a driver sees the device.
    std::array<std::unique_ptr<Bar>, kBars> bars_;
    // Only compared.
    const IOService * client_ = nullptr;
    bool unplugged_ = false;
};

} // namespace loopback::pci
