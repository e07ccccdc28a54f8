// Layout and behaviour of the registers as in the PCI specification, type 0 header.
#include "pci_config.h"

#include <PCIDriverKit/IOPCIFamilyDefinitions.h>

namespace loopback::pci {

// Where the conventional part of configuration space ends.
static constexpr std::size_t kConventional = 256;
// Where the pointer to the first capability is.
static constexpr std::size_t kFirstPointer = kIOPCIConfigurationOffsetCapabilitiesPtr;

Config::Config(std::uint16_t vendor, std::uint16_t device, std::uint32_t classCode) {
    Set(kIOPCIConfigurationOffsetVendorID, 2, vendor);
    Set(kIOPCIConfigurationOffsetDeviceID, 2, device);
    Set(kIOPCIConfigurationOffsetRevisionID, 4, classCode);
    SetWritable(
        kIOPCIConfigurationOffsetCommand, 2,
        kIOPCICommandIOSpace | kIOPCICommandMemorySpace | kIOPCICommandBusMaster |
            kIOPCICommandInterruptDisable);
    // The errors of the status register.
    clearable_[kIOPCIConfigurationOffsetStatus + 1] = 0xf9;
    SetWritable(kIOPCIConfigurationOffsetCacheLineSize, 1, 0xff);
    SetWritable(kIOPCIConfigurationOffsetInterruptLine, 1, 0xff);
}

void Config::Set(std::size_t offset, unsigned width, std::uint64_t value) {
    for (unsigned index = 0; index < width; ++index) {
        bytes_[offset + index] = static_cast<std::uint8_t>(value >> (8 * index));
    }
}

void Config::SetWritable(std::size_t offset, unsigned width, std::uint64_t bits) {
    for (unsigned index = 0; index < width; ++index) {
        writable_[offset + index] = static_cast<std::uint8_t>(bits >> (8 * index));
    }
}

void Config::SetBar(unsigned index, std::uint64_t size, std::uint32_t type) {
    const std::size_t offset = kIOPCIConfigurationOffsetBaseAddress0 + 4 * index;
    const unsigned width = (type & kPCIBARTypeM64) != 0 ? 8 : 4;
    nextAddress_ = (nextAddress_ + size - 1) & ~(size - 1);
    Set(offset, width, nextAddress_ | type);
    // The size is told by the bits that can't be written.
    SetWritable(offset, width, ~(size - 1) & ~std::uint64_t{0xf});
    nextAddress_ += size;
}

bool Config::AddCapability(std::uint8_t id, const std::uint8_t * body, std::size_t length) {
    const std::size_t size = 2 + length;
    if (size > kConventional - nextCapability_) {
        return false;
    }
    const std::size_t at = nextCapability_;
    bytes_[at] = id;
    for (std::size_t index = 0; index < length; ++index) {
        bytes_[at + 2 + index] = body[index];
        writable_[at + 2 + index] = 0xff;
    }
    const std::size_t pointer =
        lastCapability_ == 0 ? kFirstPointer : lastCapability_ + 1;
    bytes_[pointer] = static_cast<std::uint8_t>(at);
    bytes_[kIOPCIConfigurationOffsetStatus] |= kIOPCIStatusCapabilities;
    lastCapability_ = at;
    // Each begins at a multiple of four.
    nextCapability_ = (at + size + 3) / 4 * 4;
    return true;
}

bool Config::Valid(std::uint64_t offset, unsigned width) {
    return offset < kSize && offset % width == 0;
}

std::uint32_t Config::Read(std::uint64_t offset, unsigned width) const {
    std::uint32_t value = 0;
    for (unsigned index = 0; index < width; ++index) {
        value |= std::uint32_t{bytes_[offset + index]} << (8 * index);
    }
    return value;
}

void Config::Write(std::uint64_t offset, unsigned width, std::uint32_t value) {
    for (unsigned index = 0; index < width; ++index) {
        const std::size_t at = offset + index;
        const auto byte = static_cast<std::uint8_t>(value >> (8 * index));
        const auto kept = static_cast<std::uint8_t>(bytes_[at] & ~(byte & clearable_[at]));
        bytes_[at] =
            static_cast<std::uint8_t>((kept & ~writable_[at]) | (byte & writable_[at]));
    }
}

std::uint64_t Config::FindCapability(std::uint32_t id, std::uint64_t after) const {
    std::size_t pointer = after == 0 ? kFirstPointer : after % kConventional + 1;
    // A driver may start where no capability is, and so in a circle.
    for (std::size_t steps = 0; steps < kConventional; ++steps) {
        const std::size_t at = bytes_[pointer];
        if (at == 0 || bytes_[at] == id) {
            return at;
        }
        pointer = at + 1;
    }
    return 0;
}

} // namespace loopback::pci
