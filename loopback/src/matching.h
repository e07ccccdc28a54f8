// Which of the dexts' services an app means.
#pragma once

#include <string>

#include <DriverKit/IOService.h>

#include "sought.h"

namespace loopback {

bool Matches(IOService * service, const Sought & sought);

// Gives a driver what the kernel takes from the personality that made it, unless its properties say
// otherwise.
void SetPersonality(IOService * service, const std::string & className, const IOService * nub);

} // namespace loopback
