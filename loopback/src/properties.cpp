// Properties and entitlements, as they come from outside.
#include "properties.h"

#include <string>

#include <DriverKit/OSArray.h>
#include <DriverKit/OSBoolean.h>
#include <DriverKit/OSDictionary.h>
#include <DriverKit/OSNumber.h>
#include <DriverKit/OSString.h>

#include "loopback.h"

namespace loopback {

void Put(OSDictionary * into, const std::string & key, OSObject * value) {
    if (value != nullptr) {
        into->setObject(key.c_str(), value);
        value->release();
    }
}

void Append(OSDictionary * to, const std::string & key, const OSMetaClassBase * value) {
    OSArray * array = OSDynamicCast(OSArray, to->getObject(key.c_str()));
    if (array == nullptr) {
        array = OSArray::withCapacity(1);
        Put(to, key, array);
    }
    array->setObject(value);
}

} // namespace loopback

using namespace loopback;

lb_properties * lb_properties_new() noexcept {
    return new lb_properties{OSDictionary::withCapacity(0)};
}

void lb_properties_free(lb_properties * properties) noexcept {
    properties->dictionary->release();
    delete properties;
}

void lb_properties_text(
    lb_properties * properties, const char * key, size_t key_length, const char * value,
    size_t value_length) noexcept {
    Put(properties->dictionary, std::string(key, key_length),
        OSString::withCString(value, value_length));
}

void lb_properties_number(
    lb_properties * properties, const char * key, size_t key_length, uint64_t value,
    uint32_t bits) noexcept {
    Put(properties->dictionary, std::string(key, key_length), OSNumber::withNumber(value, bits));
}

void lb_properties_flag(
    lb_properties * properties, const char * key, size_t key_length, bool value) noexcept {
    Put(properties->dictionary, std::string(key, key_length), OSBoolean::withBoolean(value));
}

void lb_properties_list(
    lb_properties * properties, const char * key, size_t key_length) noexcept {
    Put(properties->dictionary, std::string(key, key_length), OSArray::withCapacity(0));
}

void lb_properties_item(
    lb_properties * properties, const char * key, size_t key_length, const char * value,
    size_t value_length) noexcept {
    OSString * text = OSString::withCString(value, value_length);
    Append(properties->dictionary, std::string(key, key_length), text);
    text->release();
}
