// Properties and entitlements, as they come from outside.
#include "properties.h"

#include <string>

#include <DriverKit/OSArray.h>
#include <DriverKit/OSBoolean.h>
#include <DriverKit/OSDictionary.h>
#include <DriverKit/OSNumber.h>
#include <DriverKit/OSString.h>

#include "dictionary.h"
#include "loopback.h"

namespace loopback {
namespace {

// False if it is none of the kinds.
bool Read(const OSMetaClassBase * object, PropertyValue * value) {
    if (const OSString * text = OSDynamicCast(OSString, object)) {
        value->kind = PropertyValue::Kind::kText;
        value->text = text->getCStringNoCopy();
    } else if (const OSNumber * number = OSDynamicCast(OSNumber, object)) {
        value->kind = PropertyValue::Kind::kNumber;
        value->number = number->unsigned64BitValue();
        value->bits = static_cast<unsigned>(number->numberOfBits());
    } else if (const OSBoolean * flag = OSDynamicCast(OSBoolean, object)) {
        value->kind = PropertyValue::Kind::kFlag;
        value->number = flag->getValue() ? 1 : 0;
    } else if (const OSArray * list = OSDynamicCast(OSArray, object)) {
        value->kind = PropertyValue::Kind::kList;
        for (uint32_t index = 0; index < list->getCount(); ++index) {
            if (const OSString * text = OSDynamicCast(OSString, list->getObject(index))) {
                value->list.emplace_back(text->getCStringNoCopy());
            }
        }
    } else {
        return false;
    }
    return true;
}

} // namespace

PropertyList ReadProperties(const OSDictionary * dictionary) {
    PropertyList list;
    for (const auto & [key, object] : dictionary->ivars->objects) {
        PropertyValue value;
        if (Read(object, &value)) {
            list[key] = std::move(value);
        }
    }
    return list;
}

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
