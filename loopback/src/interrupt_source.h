// Interrupts of a service, which a test raises.
#pragma once

#include <DriverKit/IOInterruptDispatchSource.h>

#include "dispatch_source.h"

namespace loopback {

// How many interrupts a service has; all are of type 0, edge-triggered.
enum : uint32_t { kInterruptCount = 16 };

class InterruptSource final : public Source {
public:
    // xnu IOUserServer.cpp, IOInterruptDispatchSource::Create_Impl: disabled until SetEnable.
    InterruptSource() : Source(false) {}

    void Occur(uint64_t now);
    void Last(uint64_t * count, uint64_t * time);

protected:
    void Ready() override { Tell(); }

private:
    void Tell();

    std::mutex mutex_;
    uint64_t count_ = 0;
    uint64_t time_ = 0;
    // How many the driver was told of.
    uint64_t told_ = 0;
};

// An interrupt of the service; false if no source is on it.
bool RaiseInterrupt(IOService * service, uint32_t index, uint64_t now);

} // namespace loopback
