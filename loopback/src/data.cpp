#include <DriverKit/OSData.h>

#include <cstring>
#include <vector>

#include "classes.h"
#include "make.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(OSData, "OSContainer");
LOOPBACK_DEFINE_DISPATCH(OSData);

struct OSData_IVars {
    std::vector<unsigned char> own;
    // withBytesNoCopy: the bytes are somebody else's.
    void * borrowed = nullptr;
    size_t borrowedLength = 0;
};

bool OSData::init() {
    if (!super::init()) {
        return false;
    }
    ivars = new OSData_IVars;
    return true;
}

void OSData::free() {
    delete ivars;
    super::free();
}

OSData * OSData::withCapacity(uint32_t capacity) {
    OSData * data = Make<OSData>();
    if (data != nullptr) {
        data->ivars->own.reserve(capacity);
    }
    return data;
}

OSData * OSData::withBytes(const void * bytes, size_t length) {
    OSData * data = Make<OSData>();
    if (data != nullptr) {
        data->appendBytes(bytes, length);
    }
    return data;
}

OSData * OSData::withBytesNoCopy(void * bytes, size_t length) {
    OSData * data = Make<OSData>();
    if (data != nullptr) {
        data->ivars->borrowed = bytes;
        data->ivars->borrowedLength = length;
    }
    return data;
}

OSData * OSData::withData(const OSData * data) {
    return withBytes(data->getBytesNoCopy(), data->getLength());
}

size_t OSData::getLength() const {
    return ivars->borrowed != nullptr ? ivars->borrowedLength : ivars->own.size();
}

size_t OSData::getCapacity() const {
    return ivars->borrowed != nullptr ? ivars->borrowedLength : ivars->own.capacity();
}

const void * OSData::getBytesNoCopy() const {
    if (getLength() == 0) {
        return nullptr;
    }
    return ivars->borrowed != nullptr ? ivars->borrowed : ivars->own.data();
}

const void * OSData::getBytesNoCopy(size_t start, size_t length) const {
    const size_t all = getLength();
    if (length == 0 || start > all || length > all - start) {
        return nullptr;
    }
    return static_cast<const unsigned char *>(getBytesNoCopy()) + start;
}

bool OSData::isEqualTo(const void * bytes, size_t length) const {
    return length == getLength() &&
           (length == 0 || std::memcmp(getBytesNoCopy(), bytes, length) == 0);
}

bool OSData::isEqualTo(const OSMetaClassBase * other) const {
    const OSData * data = OSDynamicCast(OSData, other);
    return data != nullptr && isEqualTo(data->getBytesNoCopy(), data->getLength());
}

bool OSData::appendBytes(const void * bytes, size_t length) {
    if (ivars->borrowed != nullptr) {
        return false;
    }
    if (length == 0) {
        return true;
    }
    if (bytes == nullptr) {
        // As libkern's OSData: no bytes given means zeros.
        ivars->own.resize(ivars->own.size() + length);
        return true;
    }
    const auto * from = static_cast<const unsigned char *>(bytes);
    ivars->own.insert(ivars->own.end(), from, from + length);
    return true;
}

bool OSData::appendBytes(const OSData * data) {
    return data == nullptr || appendBytes(data->getBytesNoCopy(), data->getLength());
}
