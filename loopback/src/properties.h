// Dictionaries that are made outside of any machine.
#pragma once

#include <string>

#include <DriverKit/OSDictionary.h>

struct lb_properties {
    OSDictionary * dictionary;
};

namespace loopback {

// Puts an object in and gives the reference to it up.
void Put(OSDictionary * into, const std::string & key, OSObject * value);
// Adds it to the array under a key, which is made if there is none.
void Append(OSDictionary * to, const std::string & key, const OSMetaClassBase * value);

} // namespace loopback
