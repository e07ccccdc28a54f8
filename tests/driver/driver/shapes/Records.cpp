// Records in scalars, lists of values, and room to spare.

#include "Shapes.h"

kern_return_t ShapesUserClient::Spread(
    const Identity & identity, uint8_t last, Identity * identityBack, uint8_t * lastBack)
{
    Enter(ivars, kShapesUserClientMethodSpread);
    *identityBack = identity;
    *lastBack = last;
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::SpreadUneven(const Uneven & uneven, Uneven * unevenBack)
{
    Enter(ivars, kShapesUserClientMethodSpreadUneven);
    *unevenBack = uneven;
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::Pack(
    const Whole & whole,
    const Uneven & uneven,
    const FrameCounts & frames,
    Whole * wholeBack,
    Uneven * unevenBack,
    FrameCounts * framesBack)
{
    Enter(ivars, kShapesUserClientMethodPack);
    *wholeBack = whole;
    *unevenBack = uneven;
    *framesBack = frames;
    return kIOReturnSuccess;
}

// An answer that no FrameCounts is, for a client to refuse.
kern_return_t ShapesUserClient::BadPadding(Arguments * arguments)
{
    if (arguments->scalarOutputCount < 1 || BringsPort(arguments)) {
        return kIOReturnBadArgument;
    }
    NoStructure(arguments);
    Enter(ivars, kShapesUserClientMethodBadPadding);
    arguments->scalarOutput[0] = 1ull << 32;
    arguments->scalarOutputCount = 1;
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::Align(uint32_t size, const Sector & sector, uint32_t * back)
{
    Enter(ivars, kShapesUserClientMethodAlign);
    *back = size * sector.size;
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::SomeWords(uint64_t * words)
{
    Enter(ivars, kShapesUserClientMethodSomeWords);
    for (uint64_t index = 0; index < 3; index++) {
        words[index] = index + 1;
    }
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::APlace(uint32_t * value, Mouse * mouse)
{
    Enter(ivars, kShapesUserClientMethodAPlace);
    *value = 5;
    *mouse = { -1, 2 };
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::Much(Large * large)
{
    Enter(ivars, kShapesUserClientMethodMuch);
    memset(large->body, 0x33, sizeof(large->body));
    return kIOReturnSuccess;
}
