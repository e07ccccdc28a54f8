// Properties and entitlements as plain values, which both runtimes make their own objects of.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace loopback {

struct PropertyValue {
    enum class Kind { kText, kNumber, kFlag, kList };

    Kind kind = Kind::kFlag;
    std::string text = {};
    // Also a flag: 0 or 1.
    std::uint64_t number = 0;
    unsigned bits = 64;
    std::vector<std::string> list = {};
};

using PropertyList = std::map<std::string, PropertyValue>;

} // namespace loopback
