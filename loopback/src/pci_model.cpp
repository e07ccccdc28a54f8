#include "pci_model.h"

#include <algorithm>
#include <cstring>

#include <PCIDriverKit/IOPCIFamilyDefinitions.h>

namespace loopback::pci {
namespace {

// The accesses of a bus: whole, and neither merged nor left out.
std::uint64_t Load(const std::uint8_t * from, unsigned width) {
    switch (width) {
    case 1:
        return *static_cast<const volatile std::uint8_t *>(from);
    case 2:
        return *reinterpret_cast<const volatile std::uint16_t *>(from);
    case 4:
        return *reinterpret_cast<const volatile std::uint32_t *>(from);
    default:
        return *reinterpret_cast<const volatile std::uint64_t *>(from);
    }
}

void Store(std::uint8_t * to, unsigned width, std::uint64_t value) {
    switch (width) {
    case 1:
        *static_cast<volatile std::uint8_t *>(to) = static_cast<std::uint8_t>(value);
        break;
    case 2:
        *reinterpret_cast<volatile std::uint16_t *>(to) = static_cast<std::uint16_t>(value);
        break;
    case 4:
        *reinterpret_cast<volatile std::uint32_t *>(to) = static_cast<std::uint32_t>(value);
        break;
    default:
        *reinterpret_cast<volatile std::uint64_t *>(to) = value;
    }
}

std::uint64_t Ones(unsigned width) { return ~std::uint64_t{0} >> (64 - 8 * width); }

bool Inside(const Bar & bar, std::uint64_t offset, std::uint64_t length) {
    return offset <= bar.size && length <= bar.size - offset;
}

} // namespace

bool Device::AddBar(Bar bar) {
    const bool wide = (bar.type & kPCIBARTypeM64) != 0;
    const unsigned last = bar.index + (wide ? 1 : 0);
    if (last >= kBars || FindBar(bar.index) != nullptr || FindBar(last) != nullptr) {
        return false;
    }
    // The upper half of a 64-bit one before it.
    if (bar.index > 0) {
        const Bar * before = FindBar(bar.index - 1);
        if (before != nullptr && (before->type & kPCIBARTypeM64) != 0) {
            return false;
        }
    }
    if (!bar.registers.read) {
        bar.pages = MakePages(bar.size);
        bar.view = bar.pages != nullptr ? bar.pages->Map(0, bar.size, true) : nullptr;
        if (bar.view == nullptr) {
            return false;
        }
    }
    config_.SetBar(bar.index, bar.size, bar.type);
    const unsigned index = bar.index;
    bars_[index] = std::make_unique<Bar>(std::move(bar));
    return true;
}

bool Device::AddCapability(std::uint8_t id, const std::uint8_t * body, std::size_t length) {
    return config_.AddCapability(id, body, length);
}

// The pages stay where they are mapped, and read as a bus that nobody answers on.
void Device::Unplug(kern_return_t) {
    const std::lock_guard lock(mutex_);
    unplugged_ = true;
    for (const auto & bar : bars_) {
        if (bar == nullptr || bar->view == nullptr) {
            continue;
        }
        // Pages are whole, and so longer than what is behind a BAR.
        for (std::uint64_t at = 0; at < bar->size; at += sizeof(std::uint64_t)) {
            Store(bar->view->address() + at, sizeof(std::uint64_t), Ones(8));
        }
    }
}

bool Device::Open(const IOService * client) {
    const std::lock_guard lock(mutex_);
    if (client == nullptr || client_ != nullptr || unplugged_) {
        return false;
    }
    client_ = client;
    return true;
}

void Device::Close(const IOService * client) {
    const std::lock_guard lock(mutex_);
    if (client_ == client) {
        client_ = nullptr;
    }
}

void Device::DriverGone() {
    const std::lock_guard lock(mutex_);
    client_ = nullptr;
}

bool Device::IsOpen() const {
    const std::lock_guard lock(mutex_);
    return client_ != nullptr;
}

bool Device::IsOpenFor(const IOService * client) const {
    const std::lock_guard lock(mutex_);
    return client != nullptr && client_ == client;
}

const Bar * Device::FindBar(unsigned index) const {
    return index < kBars ? bars_[index].get() : nullptr;
}

const Bar * Device::FindMemory(std::uint64_t memoryIndex) const {
    for (const auto & bar : bars_) {
        if (bar != nullptr && memoryIndex-- == 0) {
            return bar.get();
        }
    }
    return nullptr;
}

std::uint8_t Device::MemoryIndex(const Bar & bar) const {
    const auto end = bars_.begin() + bar.index;
    return static_cast<std::uint8_t>(
        std::count_if(bars_.begin(), end, [](const auto & each) { return each != nullptr; }));
}

Access Device::ReadConfig(std::uint64_t offset, unsigned width, std::uint32_t * value) const {
    const std::lock_guard lock(mutex_);
    *value = static_cast<std::uint32_t>(Ones(width));
    if (client_ == nullptr) {
        return Access::kNotOpen;
    }
    if (!pci::Config::Valid(offset, width)) {
        return Access::kOutside;
    }
    if (!unplugged_) {
        *value = config_.Read(offset, width);
    }
    return Access::kDone;
}

Access Device::WriteConfig(std::uint64_t offset, unsigned width, std::uint32_t value) {
    const std::lock_guard lock(mutex_);
    if (client_ == nullptr) {
        return Access::kNotOpen;
    }
    if (!pci::Config::Valid(offset, width)) {
        return Access::kOutside;
    }
    if (!unplugged_) {
        config_.Write(offset, width, value);
    }
    return Access::kDone;
}

Access Device::Check(const Bar * bar, std::uint64_t offset, unsigned width) const {
    if (client_ == nullptr) {
        return Access::kNotOpen;
    }
    if (bar == nullptr) {
        return Access::kNoSuchMemory;
    }
    return Inside(*bar, offset, width) && offset % width == 0 ? Access::kDone : Access::kOutside;
}

Access Device::Read(
    std::uint64_t memoryIndex, std::uint64_t offset, unsigned width, std::uint64_t * value) const {
    const Bar * bar = FindMemory(memoryIndex);
    *value = Ones(width);
    std::unique_lock lock(mutex_);
    const Access access = Check(bar, offset, width);
    if (access != Access::kDone || unplugged_) {
        return access;
    }
    if (bar->view != nullptr) {
        *value = Load(bar->view->address() + offset, width);
        return access;
    }
    // The model may ask for anything of the device's.
    lock.unlock();
    *value = bar->registers.read(offset, width) & Ones(width);
    return access;
}

Access Device::Write(
    std::uint64_t memoryIndex, std::uint64_t offset, unsigned width, std::uint64_t value) {
    const Bar * bar = FindMemory(memoryIndex);
    std::unique_lock lock(mutex_);
    const Access access = Check(bar, offset, width);
    if (access != Access::kDone || unplugged_) {
        return access;
    }
    if (bar->view != nullptr) {
        Store(bar->view->address() + offset, width, value);
        return access;
    }
    lock.unlock();
    bar->registers.write(offset, width, value);
    return access;
}

std::uint64_t Device::FindCapability(std::uint32_t id, std::uint64_t after) const {
    const std::lock_guard lock(mutex_);
    return unplugged_ ? 0 : config_.FindCapability(id, after);
}

std::uint32_t Device::Config(std::uint64_t offset, unsigned width) const {
    const std::lock_guard lock(mutex_);
    return config_.Read(offset, width);
}

bool Device::Copy(
    unsigned bar, std::uint64_t offset, std::uint8_t * to, std::size_t length) const {
    const Bar * found = FindBar(bar);
    if (found == nullptr || found->view == nullptr || !Inside(*found, offset, length)) {
        return false;
    }
    const std::lock_guard lock(mutex_);
    std::copy_n(found->view->address() + offset, length, to);
    return true;
}

bool Device::Fill(
    unsigned bar, std::uint64_t offset, const std::uint8_t * from, std::size_t length) {
    const Bar * found = FindBar(bar);
    if (found == nullptr || found->view == nullptr || !Inside(*found, offset, length)) {
        return false;
    }
    const std::lock_guard lock(mutex_);
    if (!unplugged_) {
        std::copy_n(from, length, found->view->address() + offset);
    }
    return true;
}

} // namespace loopback::pci
