// Which services an app means.
#pragma once

#include <cstdint>
#include <string>

#include <DriverKit/IOService.h>

namespace loopback {

// As IOServiceMatching and its like put it into a dictionary.
struct Sought {
    enum class Kind : std::uint32_t { kClass, kName, kText, kNumber, kFlag, kId };

    Kind kind = Kind::kClass;
    // Of a property.
    std::string key;
    // The class, the name, the property's text.
    std::string text;
    // The property's number, its flag, the id.
    std::uint64_t number = 0;
};

bool Matches(IOService * service, const Sought & sought);

// Gives a driver what the kernel takes from the personality that made it, unless its properties say
// otherwise.
void SetPersonality(IOService * service, const std::string & className, const IOService * nub);

} // namespace loopback
