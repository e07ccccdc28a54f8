// Which services an app means.
#pragma once

#include <cstdint>
#include <string>

namespace loopback {

// As IOServiceMatching and its like put it into a dictionary.
struct Sought {
    enum class Kind : std::uint32_t { kClass, kName, kText, kNumber, kFlag, kId };

    Kind kind = Kind::kClass;
    // Of a property.
    std::string key = {};
    // The class, the name, the property's text.
    std::string text = {};
    // The property's number, its flag, the id.
    std::uint64_t number = 0;
};

} // namespace loopback
