// Memory that can be seen through several mappings, some of them read-only, as between processes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace loopback {

// A piece of memory that somebody sees; unmapped when it goes.
class Mapping {
public:
    virtual ~Mapping() = default;
    std::uint8_t * address() const { return address_; }
    std::size_t length() const { return length_; }

protected:
    Mapping(std::uint8_t * address, std::size_t length) : address_(address), length_(length) {}
    std::uint8_t * address_;
    std::size_t length_;
};

// What memory descriptors describe.
class Backing {
public:
    virtual ~Backing() = default;
    virtual std::size_t size() const = 0;
    // A new view of a part; NULL if there is no room for it.
    virtual std::unique_ptr<Mapping> Map(std::size_t offset, std::size_t length, bool writable) = 0;
};

// Zeroed pages of a file that has no name; NULL if there is no memory.
std::shared_ptr<Backing> MakePages(std::size_t size);

} // namespace loopback
