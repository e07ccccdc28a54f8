// Memory of the client that the driver reaches through a descriptor.
//
// A choice: while the call lasts the driver maps the client's very bytes, not a copy. The kernel's
// descriptor over an input is copy-on-write (xnu IOUserClient.cpp, is_io_connect_method), but not
// on every release, never for outputs, and not for what CreateMemoryDescriptorFromClient was told
// not to copy; so a driver has to survive a client that writes while it reads, and here such a
// client can be played. When the call is over the bytes are no longer the client's to lend: what
// the driver kept sees a private copy.
#pragma once

#include <mutex>

#include "pages.h"

namespace loopback {

class ClientMemory final : public Backing, public std::enable_shared_from_this<ClientMemory> {
public:
    ClientMemory(std::uint8_t * address, std::size_t size) : address_(address), size_(size) {}

    std::size_t size() const override { return size_; }
    std::unique_ptr<Mapping> Map(std::size_t offset, std::size_t length, bool writable) override;

    // Takes the client's bytes away. True if nothing maps them any more.
    bool Revoke();

private:
    class View;

    std::mutex mutex_;
    std::uint8_t * address_;
    const std::size_t size_;
    std::size_t views_ = 0;
    // After Revoke.
    std::shared_ptr<Backing> copy_;
};

// A large structure of the client's, for the time of a call.
class LentMemory {
public:
    LentMemory(const void * address, std::size_t size, const char * what);
    // What the driver kept of it sees a copy; a mapping that it kept is a fault.
    ~LentMemory();
    LentMemory(const LentMemory &) = delete;
    LentMemory & operator=(const LentMemory &) = delete;

    const std::shared_ptr<ClientMemory> & memory() const { return memory_; }

private:
    const std::shared_ptr<ClientMemory> memory_;
    const char * const what_;
};

} // namespace loopback
