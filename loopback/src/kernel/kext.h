// Starting a kext. For what knows of no kernel's headers.
#pragma once

#include <memory>
#include <string>

#include "../machine_core.h"

namespace loopback::kernel {

struct Kext {
    std::string className;
    // Where the class is, as the build names it; empty if there is one only.
    std::string library;
    // What its Info.plist says.
    PropertyList properties;
};

// Makes the kext's service and starts it.
kern_return_t StartKext(const std::shared_ptr<MachineCore> & machine, const Kext & kext);

} // namespace loopback::kernel
