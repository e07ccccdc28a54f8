// Configuration space: 4096 bytes, some of which can be written.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace loopback::pci {

class Config {
public:
    // `classCode` as it stands at 0x08.
    Config(std::uint16_t vendor, std::uint16_t device, std::uint32_t classCode);

    // A BAR of a size that is a power of two, at an address of its own choice; a 64-bit one takes
    // two registers.
    void SetBar(unsigned index, std::uint64_t size, std::uint32_t type);
    // False if there is no room left.
    bool AddCapability(std::uint8_t id, const std::uint8_t * body, std::size_t length);

    // Whether there is such a register: aligned, of 1, 2 or 4 bytes.
    static bool Valid(std::uint64_t offset, unsigned width);
    std::uint32_t Read(std::uint64_t offset, unsigned width) const;
    void Write(std::uint64_t offset, unsigned width, std::uint32_t value);
    // Where the capability of an ID is after the one at `after`, or the first one if it is 0; 0 if
    // there is none.
    std::uint64_t FindCapability(std::uint32_t id, std::uint64_t after) const;

private:
    void Set(std::size_t offset, unsigned width, std::uint64_t value);
    void SetWritable(std::size_t offset, unsigned width, std::uint64_t bits);

    static constexpr std::size_t kSize = 4096;
    std::array<std::uint8_t, kSize> bytes_{};
    // The bits that a write changes.
    std::array<std::uint8_t, kSize> writable_{};
    // The bits that a write of one clears.
    std::array<std::uint8_t, kSize> clearable_{};
    std::uint64_t nextAddress_ = 0x80000000;
    std::size_t lastCapability_ = 0;
    std::size_t nextCapability_ = 0x40;
};

} // namespace loopback::pci
