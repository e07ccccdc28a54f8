// Properties as the kernel's objects.
#pragma once

#include <libkern/c++/OSDictionary.h>

#include "../property_list.h"

namespace loopback::kernel {

// An object of the value; to be released.
OSObject * MakeObject(const PropertyValue & value);
OSDictionary * MakeDictionary(const PropertyList & list);

} // namespace loopback::kernel
