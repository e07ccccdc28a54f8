// Text, echoed with its length, or broken as a test asks.

#include "Structs.h"

namespace
{

// Echoes as C does: the NUL that stands behind the text is where its length says.
kern_return_t Echo(const char * text, size_t length, char * back, size_t capacity, size_t * backLength)
{
    if (strlen(text) != length || capacity < length) {
        return kIOReturnNoSpace;
    }
    memcpy(back, text, length + 1); // there is room for the NUL, too
    *backLength = length;
    return kIOReturnSuccess;
}

// Not UTF-8, a NUL inside, longer than there is room, and a text behind which there is more.
kern_return_t Break(uint8_t which, char * text, size_t capacity, size_t * length)
{
    memcpy(text, "ab\xff" "d", 4);
    *length = 4;
    if (which == 1) {
        text[2] = 0;
    } else if (which == 2) {
        memset(text, 'x', capacity);
        *length = capacity + 1;
    } else if (which == 3) {
        memset(text, 'x', capacity + 1);
        *length = 2;
    }
    return kIOReturnSuccess;
}

} // namespace

kern_return_t StructsUserClient::EchoText(
    const char * text, size_t textLength, char * back, size_t backCapacity, size_t * backLength)
{
    ivars->entered += 1;
    return Echo(text, textLength, back, backCapacity, backLength);
}

kern_return_t StructsUserClient::EchoEnded(
    const char * text, size_t textLength, char * back, size_t backCapacity, size_t * backLength)
{
    ivars->entered += 1;
    return Echo(text, textLength, back, backCapacity, backLength);
}

kern_return_t StructsUserClient::LongText(
    const char * text, size_t textLength, char * back, size_t backCapacity, size_t * backLength)
{
    ivars->entered += 1;
    return Echo(text, textLength, back, backCapacity, backLength);
}

kern_return_t StructsUserClient::LongEnded(
    const char * text, size_t textLength, char * back, size_t backCapacity, size_t * backLength)
{
    ivars->entered += 1;
    return Echo(text, textLength, back, backCapacity, backLength);
}

kern_return_t StructsUserClient::Label(
    uint8_t times,
    const Key & key,
    const char * text,
    size_t textLength,
    uint32_t * length,
    Key * found,
    char * back,
    size_t backCapacity,
    size_t * backLength)
{
    ivars->entered += 1;
    *found = key;
    *length = static_cast<uint32_t>(textLength);
    for (uint8_t index = 0; index < times && *backLength + textLength <= backCapacity; index++) {
        memcpy(back + *backLength, text, textLength);
        *backLength += textLength;
    }
    return kIOReturnSuccess;
}

kern_return_t StructsUserClient::LabelEnded(
    const Key & key,
    const char * text,
    size_t textLength,
    Key * found,
    char * back,
    size_t backCapacity,
    size_t * backLength)
{
    ivars->entered += 1;
    *found = key;
    return Echo(text, textLength, back, backCapacity, backLength);
}

kern_return_t StructsUserClient::BadText(
    uint8_t which, char * text, size_t textCapacity, size_t * textLength)
{
    ivars->entered += 1;
    return Break(which, text, textCapacity, textLength);
}

kern_return_t StructsUserClient::BadEnded(
    uint8_t which, char * text, size_t textCapacity, size_t * textLength)
{
    ivars->entered += 1;
    return Break(which, text, textCapacity, textLength);
}

kern_return_t StructsUserClient::RawText(
    const uint8_t * bytes,
    size_t bytesLength,
    uint8_t * back,
    size_t backCapacity,
    size_t * backLength)
{
    ivars->entered += 1;
    *backLength = bytesLength < backCapacity ? bytesLength : backCapacity;
    memcpy(back, bytes, *backLength);
    return kIOReturnSuccess;
}
