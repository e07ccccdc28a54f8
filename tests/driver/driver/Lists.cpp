// As many elements come back as came, or as there is room for.

#include "Echo.h"

kern_return_t EchoUserClient::Bytes(
    const uint8_t * value,
    size_t valueLength,
    uint8_t * back,
    size_t backCapacity,
    size_t * backLength)
{
    Echo(ivars, value, valueLength, back, backCapacity, backLength);
    return Done(ivars, kEchoUserClientMethodBytes);
}

kern_return_t EchoUserClient::AroundInband(
    const uint8_t * value,
    size_t valueLength,
    uint8_t * back,
    size_t backCapacity,
    size_t * backLength)
{
    Echo(ivars, value, valueLength, back, backCapacity, backLength);
    return Done(ivars, kEchoUserClientMethodAroundInband);
}

kern_return_t EchoUserClient::Inband(
    const uint8_t * value,
    size_t valueLength,
    uint8_t * back,
    size_t backCapacity,
    size_t * backLength)
{
    Echo(ivars, value, valueLength, back, backCapacity, backLength);
    return Done(ivars, kEchoUserClientMethodInband);
}

kern_return_t EchoUserClient::NotInband(const uint8_t * value, size_t valueLength)
{
    Keep(ivars, value, valueLength);
    return Done(ivars, kEchoUserClientMethodNotInband);
}

kern_return_t EchoUserClient::Points(
    const Point * value,
    size_t valueCount,
    Point * back,
    size_t backCapacity,
    size_t * backCount)
{
    Echo(ivars, value, valueCount, back, backCapacity, backCount);
    return Done(ivars, kEchoUserClientMethodPoints);
}

kern_return_t EchoUserClient::PackedList(
    const Packed * value,
    size_t valueCount,
    Packed * back,
    size_t backCapacity,
    size_t * backCount)
{
    Echo(ivars, value, valueCount, back, backCapacity, backCount);
    return Done(ivars, kEchoUserClientMethodPackedList);
}

kern_return_t EchoUserClient::TruthList(
    const bool * value,
    size_t valueCount,
    bool * back,
    size_t backCapacity,
    size_t * backCount)
{
    Echo(ivars, value, valueCount, back, backCapacity, backCount);
    return Done(ivars, kEchoUserClientMethodTruthList);
}

kern_return_t EchoUserClient::SmallAndBytes(
    const Small & header,
    const uint8_t * tail,
    size_t tailLength,
    Small * headerOut,
    uint8_t * tailOut,
    size_t tailOutCapacity,
    size_t * tailOutLength)
{
    *headerOut = header;
    Echo(ivars, tail, tailLength, tailOut, tailOutCapacity, tailOutLength);
    return Done(ivars, kEchoUserClientMethodSmallAndBytes);
}

kern_return_t EchoUserClient::PointAndSmalls(
    const Point & header,
    const Small * tail,
    size_t tailCount,
    Point * headerOut,
    Small * tailOut,
    size_t tailOutCapacity,
    size_t * tailOutCount)
{
    *headerOut = header;
    Echo(ivars, tail, tailCount, tailOut, tailOutCapacity, tailOutCount);
    return Done(ivars, kEchoUserClientMethodPointAndSmalls);
}

kern_return_t EchoUserClient::PageAndBytes(
    const Page & header,
    const uint8_t * tail,
    size_t tailLength)
{
    Keep(ivars, &header, sizeof(header));
    Keep(ivars, tail, tailLength);
    return Done(ivars, kEchoUserClientMethodPageAndBytes);
}

kern_return_t EchoUserClient::BothVariable(
    int32_t near,
    const Point * value,
    size_t valueCount,
    int32_t * nearBack,
    uint32_t * count,
    uint8_t * back,
    size_t backCapacity,
    size_t * backLength)
{
    *nearBack = near;
    *count = static_cast<uint32_t>(valueCount);
    const uint8_t * const bytes = reinterpret_cast<const uint8_t *>(value);
    Echo(ivars, bytes, valueCount * sizeof(*value), back, backCapacity, backLength);
    return Done(ivars, kEchoUserClientMethodBothVariable);
}
