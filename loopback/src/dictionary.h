// The state of a dictionary.
#pragma once

#include <map>
#include <string>

#include <DriverKit/OSDictionary.h>

struct OSDictionary_IVars {
    std::map<std::string, const OSMetaClassBase *> objects;
};
