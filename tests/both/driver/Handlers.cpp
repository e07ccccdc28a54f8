// What the user client does: the same text for the dext and for the kext.

#include <string.h>

#include "Both.h"
#include "BothUserClientRing.h"

kern_return_t BothUserClient::Mix(
    Level level, Flags flags, uint8_t percent, int16_t offset, Level * levelOut, Flags * flagsOut, int64_t * sum)
{
    *levelOut = level == Level::Low ? Level::High : Level::Low;
    *flagsOut = flags ^ kFlagsLoud;
    *sum = static_cast<int64_t>(flags) + percent + offset;
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::TurnAround(const uint64_t * numbers, uint64_t * turned)
{
    for (int index = 0; index < 16; ++index) {
        turned[index] = numbers[15 - index];
    }
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::Turn(const Point & point, Point * pointOut)
{
    pointOut->x = -point.y;
    pointOut->y = point.x;
    return kIOReturnSuccess;
}

static void Complement(const uint8_t * from, size_t length, uint8_t * to)
{
    for (size_t index = 0; index < length; ++index) {
        to[index] = static_cast<uint8_t>(~from[index]);
    }
}

kern_return_t BothUserClient::PageOf(const Page & page, Page * pageOut)
{
    Complement(page.bytes, sizeof(page.bytes), pageOut->bytes);
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::SheetOf(const Sheet & sheet, Sheet * sheetOut)
{
    Complement(sheet.bytes, sizeof(sheet.bytes), sheetOut->bytes);
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::Reverse(
    const uint8_t * bytes, size_t bytesLength, uint8_t * reversed, size_t reversedCapacity, size_t * reversedLength)
{
    if (bytesLength > reversedCapacity) {
        return kIOReturnNoSpace;
    }
    for (size_t index = 0; index < bytesLength; ++index) {
        reversed[index] = bytes[bytesLength - 1 - index];
    }
    *reversedLength = bytesLength;
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::Points(
    const Point * points, size_t pointsCount, uint32_t * count, Point * turned, size_t turnedCapacity, size_t * turnedCount)
{
    if (pointsCount > turnedCapacity) {
        return kIOReturnNoSpace;
    }
    for (size_t index = 0; index < pointsCount; ++index) {
        turned[index].x = -points[index].y;
        turned[index].y = points[index].x;
    }
    *turnedCount = pointsCount;
    *count = static_cast<uint32_t>(pointsCount);
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::Shout(
    const char * text, size_t textLength, char * shouted, size_t shoutedCapacity, size_t * shoutedLength)
{
    if (textLength > shoutedCapacity || text[textLength] != 0) {
        return kIOReturnNoSpace;
    }
    for (size_t index = 0; index < textLength; ++index) {
        const bool isSmall = text[index] >= 'a' && text[index] <= 'z';
        shouted[index] = isSmall ? static_cast<char>(text[index] - 'a' + 'A') : text[index];
    }
    *shoutedLength = textLength;
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::Frame(const Point & header, const uint8_t * body, size_t bodyLength, uint64_t * sum)
{
    *sum = static_cast<uint64_t>(header.x) + static_cast<uint64_t>(header.y);
    for (size_t index = 0; index < bodyLength; ++index) {
        *sum += body[index];
    }
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::Later(BothUserClientLaterCompletion completion, uint64_t number)
{
    ivars->later = completion.Move(); // and cancels the one before
    ivars->laterNumber = number;
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::Fire(uint64_t by)
{
    return ivars->later.Complete(kIOReturnSuccess, ivars->laterNumber + by);
}

kern_return_t BothUserClient::Watch(BothUserClientWatchCompletion completion)
{
    ivars->watch = completion.Move();
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::TickOn(uint32_t count)
{
    for (uint64_t number = 1; number <= count; ++number) {
        const kern_return_t ret = ivars->watch.Send({ number, number * number });
        if (ret != kIOReturnSuccess) {
            return ret;
        }
    }
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::Post(uint32_t selector, const uint8_t * post, size_t postLength, uint32_t * size)
{
    const bool isPoint = selector == kBothUserClientMethodPostPoint;
    if (postLength != (isPoint ? sizeof(Point) : sizeof(Spot)) || post == nullptr) {
        return kIOReturnInternalError;
    }
    *size = static_cast<uint32_t>(postLength);
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::Erase()
{
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::FailWith(uint32_t code, Point * point)
{
    point->x = 1; // which nobody gets
    return static_cast<kern_return_t>(code);
}

kern_return_t BothUserClient::Produce(uint32_t count, uint32_t * pushed)
{
    BothUserClientTicksRing * ring = nullptr;
    const kern_return_t ret = ivars->state.GetTicks(&ring);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    for (*pushed = 0; *pushed < count; *pushed += 1) {
        const Tick tick = { ivars->ticks, ivars->ticks * ivars->ticks };
        size_t did = 0;
        const kern_return_t put = ring->Push(&tick, 1, &did);
        if (put != kIOReturnSuccess || did == 0) {
            return put;
        }
        ivars->ticks += 1;
    }
    return kIOReturnSuccess;
}

kern_return_t BothUserClient::Consume(uint32_t * popped, uint64_t * amount)
{
    BothUserClientOrdersRing * ring = nullptr;
    kern_return_t ret = ivars->state.GetOrders(&ring);
    Order order = {};
    for (size_t did = 0; ret == kIOReturnSuccess;) {
        ret = ring->Pop(&order, 1, &did);
        if (ret != kIOReturnSuccess || did == 0) {
            return ret;
        }
        *popped += 1;
        *amount += order.amount;
    }
    return ret;
}

kern_return_t BothUserClient::Mark(uint32_t index, uint32_t number)
{
    uint32_t * slot = nullptr;
    kern_return_t ret = ivars->state.GetSlot(index, &slot);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    slot[0] = number;
    Point * status = nullptr;
    ret = ivars->state.GetStatus(&status);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    status->x = static_cast<int32_t>(index);
    status->y = static_cast<int32_t>(number);
    return kIOReturnSuccess;
}

BothUserClientState * BothUserClient::State()
{
    return &ivars->state;
}
