#include "properties.h"

#include <libkern/c++/OSContainers.h>

namespace loopback::kernel {

OSObject * MakeObject(const PropertyValue & value) {
    switch (value.kind) {
    case PropertyValue::Kind::kText:
        return OSString::withCString(value.text.c_str());
    case PropertyValue::Kind::kNumber:
        return OSNumber::withNumber(value.number, value.bits);
    case PropertyValue::Kind::kFlag:
        return OSBoolean::withBoolean(value.number != 0);
    default:
        break;
    }
    OSArray * list = OSArray::withCapacity(static_cast<unsigned int>(value.list.size()));
    for (const std::string & text : value.list) {
        OSString * string = OSString::withCString(text.c_str());
        list->setObject(string);
        string->release();
    }
    return list;
}

OSDictionary * MakeDictionary(const PropertyList & list) {
    OSDictionary * dictionary = OSDictionary::withCapacity(static_cast<unsigned int>(list.size()));
    for (const auto & [key, value] : list) {
        OSObject * object = MakeObject(value);
        dictionary->setObject(key.c_str(), object);
        object->release();
    }
    return dictionary;
}

} // namespace loopback::kernel
