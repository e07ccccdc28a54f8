// The classes of kexts, by their names.
#pragma once

#include <string>
#include <vector>

#include <libkern/c++/OSMetaClass.h>

namespace loopback::kernel {

// The classes of a name, of which several kexts may have one each; `kext`: of this one only, unless it
// is empty.
std::vector<const OSMetaClass *> FindClasses(const std::string & name, const std::string & kext);
// Those that aren't the kernel's own.
std::string KnownClasses();
// The class of user clients that a kext has; empty if it has none, or several.
std::string OnlyUserClient(const std::string & kext);

} // namespace loopback::kernel
