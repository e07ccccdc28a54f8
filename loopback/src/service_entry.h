// A service as apps find it, whether a dext's or a kext's.
#pragma once

#include <cstdint>
#include <memory>

#include "../include/DriverKit/IOReturn.h"
#include "sought.h"

namespace loopback {

class Connection;

class ServiceEntry {
public:
    virtual ~ServiceEntry() = default;

    // The object that it stands for.
    virtual const void * object() const = 0;
    virtual const char * className() const = 0;
    virtual std::uint64_t id() const = 0;
    virtual bool Matches(const Sought & sought) const = 0;
    // It runs and is registered, so that apps find it.
    virtual bool IsPublished() const = 0;
    // The same, for the first time that it is asked.
    virtual bool BecomesPublished() = 0;
    // It runs, but has not registered.
    virtual bool IsHidden() const = 0;
    // IOServiceOpen.
    virtual kern_return_t Open(
        std::uint32_t client, std::uint32_t type, std::shared_ptr<Connection> * connection) = 0;
    // Raises an interrupt of what it drives; false if nothing listens.
    virtual bool RaiseInterrupt(std::uint32_t index, std::uint64_t now) = 0;
    // Ends it, and waits for that.
    virtual void Stop() = 0;
};

} // namespace loopback
