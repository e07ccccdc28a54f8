#include <libkern/c++/OSData.h>

#include <cstdint>
#include <cstring>
#include <vector>

OSDefineMetaClassAndStructors(OSData, OSObject)

struct OSLoopbackData {
    std::vector<std::uint8_t> bytes;
    // Somebody else's, instead.
    void * borrowed = nullptr;
    unsigned int borrowedLength = 0;
};

OSData * OSData::withCapacity(unsigned int capacity) {
    OSData * data = OSTypeAlloc(OSData);
    if (!data->initWithCapacity(capacity)) {
        OSSafeReleaseNULL(data);
    }
    return data;
}

OSData * OSData::withBytes(const void * bytes, unsigned int length) {
    OSData * data = OSTypeAlloc(OSData);
    if (!data->initWithBytes(bytes, length)) {
        OSSafeReleaseNULL(data);
    }
    return data;
}

OSData * OSData::withBytesNoCopy(void * bytes, unsigned int length) {
    OSData * data = OSTypeAlloc(OSData);
    if (!data->initWithBytesNoCopy(bytes, length)) {
        OSSafeReleaseNULL(data);
    }
    return data;
}

OSData * OSData::withData(const OSData * data) {
    return withBytes(data->getBytesNoCopy(), data->getLength());
}

bool OSData::initWithCapacity(unsigned int capacity) {
    if (!OSObject::init()) {
        return false;
    }
    contents = new OSLoopbackData;
    contents->bytes.reserve(capacity);
    return true;
}

bool OSData::initWithBytes(const void * bytes, unsigned int length) {
    return (bytes != nullptr || length == 0) && initWithCapacity(length) &&
           appendBytes(bytes, length);
}

bool OSData::initWithBytesNoCopy(void * bytes, unsigned int length) {
    if (!initWithCapacity(0)) {
        return false;
    }
    contents->borrowed = bytes;
    contents->borrowedLength = length;
    return true;
}

void OSData::free() {
    delete contents;
    OSObject::free();
}

unsigned int OSData::getLength() const {
    return contents->borrowed != nullptr ? contents->borrowedLength
                                         : static_cast<unsigned int>(contents->bytes.size());
}

unsigned int OSData::getCapacity() const {
    return contents->borrowed != nullptr ? contents->borrowedLength
                                         : static_cast<unsigned int>(contents->bytes.capacity());
}

bool OSData::appendBytes(const void * bytes, unsigned int length) {
    if (contents->borrowed != nullptr) {
        return false;
    }
    const auto * from = static_cast<const std::uint8_t *>(bytes);
    if (from != nullptr) {
        contents->bytes.insert(contents->bytes.end(), from, from + length);
    } else {
        contents->bytes.resize(contents->bytes.size() + length);
    }
    return true;
}

bool OSData::appendBytes(const OSData * data) {
    return appendBytes(data->getBytesNoCopy(), data->getLength());
}

const void * OSData::getBytesNoCopy() const {
    if (contents->borrowed != nullptr) {
        return contents->borrowed;
    }
    return contents->bytes.empty() ? nullptr : contents->bytes.data();
}

const void * OSData::getBytesNoCopy(unsigned int start, unsigned int length) const {
    const unsigned int all = getLength();
    if (length == 0 || start >= all || length > all - start) {
        return nullptr;
    }
    return static_cast<const std::uint8_t *>(getBytesNoCopy()) + start;
}

bool OSData::isEqualTo(const OSMetaClassBase * other) const {
    const OSData * data = OSDynamicCast(OSData, other);
    return data != nullptr && isEqualTo(data);
}

bool OSData::isEqualTo(const OSData * other) const {
    return isEqualTo(other->getBytesNoCopy(), other->getLength());
}

bool OSData::isEqualTo(const void * bytes, unsigned int length) const {
    return length == getLength() &&
           (length == 0 || std::memcmp(bytes, getBytesNoCopy(), length) == 0);
}
