// Structures of a fixed size come back as they came.

#include "Echo.h"

kern_return_t EchoUserClient::EchoSmall(const Small & value, Small * back)
{
    *back = value;
    return Done(ivars, kEchoUserClientMethodEchoSmall);
}

kern_return_t EchoUserClient::EchoPacked(const Packed & value, Packed * back)
{
    *back = value;
    return Done(ivars, kEchoUserClientMethodEchoPacked);
}

kern_return_t EchoUserClient::EchoPage(const Page & value, Page * back)
{
    *back = value;
    return Done(ivars, kEchoUserClientMethodEchoPage);
}

kern_return_t EchoUserClient::EchoPageAndOne(
    const PageAndOne & value,
    PageAndOne * back)
{
    *back = value;
    return Done(ivars, kEchoUserClientMethodEchoPageAndOne);
}

kern_return_t EchoUserClient::EchoLarge(const Large & value, Large * back)
{
    *back = value;
    return Done(ivars, kEchoUserClientMethodEchoLarge);
}

kern_return_t EchoUserClient::Number(uint32_t value, uint32_t * back)
{
    *back = value;
    return Done(ivars, kEchoUserClientMethodNumber);
}

kern_return_t EchoUserClient::Truth(bool value, bool * back)
{
    *back = value;
    return Done(ivars, kEchoUserClientMethodTruth);
}

kern_return_t EchoUserClient::EchoLevel(Level value, Level * back)
{
    *back = value;
    return Done(ivars, kEchoUserClientMethodEchoLevel);
}

kern_return_t EchoUserClient::Matrix(const uint16_t * value, uint16_t * back)
{
    memcpy(back, value, 6 * sizeof(*back));
    return Done(ivars, kEchoUserClientMethodMatrix);
}

kern_return_t EchoUserClient::EightTruths(const bool * value, bool * back)
{
    memcpy(back, value, 8 * sizeof(*back));
    return Done(ivars, kEchoUserClientMethodEightTruths);
}

kern_return_t EchoUserClient::ManyTruths(const bool * value, bool * back)
{
    memcpy(back, value, 5000 * sizeof(*back));
    return Done(ivars, kEchoUserClientMethodManyTruths);
}

kern_return_t EchoUserClient::FiveKinds(const Kind * value, Kind * back)
{
    memcpy(back, value, 5 * sizeof(*back));
    return Done(ivars, kEchoUserClientMethodFiveKinds);
}

kern_return_t EchoUserClient::KeepLarge(const Large & value)
{
    ivars->large = value;
    return Done(ivars, kEchoUserClientMethodKeepLarge);
}

kern_return_t EchoUserClient::GiveLarge(Large * value)
{
    *value = ivars->large;
    return Done(ivars, kEchoUserClientMethodGiveLarge);
}

kern_return_t EchoUserClient::Both(
    uint8_t a,
    Kind kind,
    const Small & value,
    uint8_t * aBack,
    Kind * kindBack,
    Large * back)
{
    *aBack = a;
    *kindBack = kind;
    back->first = value.id;
    memcpy(back->values, &value, sizeof(value));
    back->last = value.id;
    return Done(ivars, kEchoUserClientMethodBoth);
}
