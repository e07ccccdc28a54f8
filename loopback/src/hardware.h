// What a driver drives, where it is more than a plain service: a device that a test plays.
#pragma once

#include <memory>

#include <DriverKit/IOService.h>

namespace loopback {

class Hardware {
public:
    virtual ~Hardware() = default;

    // The service that stands for it, before a driver; counted once.
    virtual IOService * MakeNub() = 0;
    // Its driver has stopped, or never started: what the driver or one of its own services had open
    // is closed, what they wait for is given up.
    virtual void DriverGone() = 0;
    // It is taken away: from now on it answers nothing. `status` is what transfers end with.
    virtual void Unplug(kern_return_t status) = 0;
};

} // namespace loopback

// The runtime's side of a handle of Rust's.
struct lb_hardware {
    std::shared_ptr<loopback::Hardware> hardware;
};
