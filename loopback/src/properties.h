// Dictionaries that are made outside of any machine.
#pragma once

#include <string>

#include <DriverKit/OSDictionary.h>

#include "property_list.h"

struct lb_properties {
    OSDictionary * dictionary;
};

namespace loopback {

// As plain values; what is no text, number, flag or list of texts is left out.
PropertyList ReadProperties(const OSDictionary * dictionary);

// Puts an object in and gives the reference to it up.
void Put(OSDictionary * into, const std::string & key, OSObject * value);
// Adds it to the array under a key, which is made if there is none.
void Append(OSDictionary * to, const std::string & key, const OSMetaClassBase * value);

} // namespace loopback
