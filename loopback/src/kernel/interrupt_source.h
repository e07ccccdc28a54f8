// Interrupts of a service, which a test raises.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "event_source.h"

namespace loopback::kernel {

// How many interrupts a service has; all are edge-triggered.
constexpr int kInterruptCount = 16;

struct Interrupt final : Events {
    explicit Interrupt(std::shared_ptr<Way> way) : way(std::move(way)) {}

    const std::shared_ptr<Way> way;
    // How many there were that the action wasn't told of.
    std::atomic<int> count{0};
};

// An interrupt of the service; false if no source is on it.
bool RaiseInterrupt(IOService * service, std::uint32_t index);

} // namespace loopback::kernel
