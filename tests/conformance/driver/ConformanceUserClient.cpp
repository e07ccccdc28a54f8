// What the driver of the conformance suite does when it's called.

#include "ConformanceUserClient.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>
#include <string.h>

#include "ConformanceDriver.h"
#include "ConformanceUserClientDispatch.h"
#include "Late.h"

struct ConformanceUserClient_IVars
{
    ConformanceUserClientState state; // what the generated code keeps
    ConformanceUserClientSeriesCompletion series;
    ConformanceUserClientHoldCompletion held;
    ConformanceDriver * driver; // lives longer than its user clients
    uint64_t stored;
    uint64_t number; // the next one of the series
    uint64_t sample; // the next one's number
};

bool ConformanceUserClient::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(ConformanceUserClient_IVars, 1);
    return ivars != nullptr;
}

void ConformanceUserClient::free()
{
    if (ivars != nullptr) {
        ivars->state.Free();
    }
    IOSafeDeleteNULL(ivars, ConformanceUserClient_IVars, 1);
    super::free();
}

kern_return_t IMPL(ConformanceUserClient, Start)
{
    const kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ivars->driver = OSDynamicCast(ConformanceDriver, provider);
    if (ivars->driver == nullptr) {
        return kIOReturnBadArgument;
    }
    ivars->driver->ClientStarted();
    return kIOReturnSuccess;
}

kern_return_t IMPL(ConformanceUserClient, Stop)
{
    ivars->state.Cancel(); // nobody waits any more
    ivars->driver->ClientStopped();
    return Stop(provider, SUPERDISPATCH);
}

ConformanceUserClientState * ConformanceUserClient::State()
{
    return &ivars->state;
}

kern_return_t ConformanceUserClient::Swap(uint64_t a, uint32_t b, uint32_t * first, uint64_t * second)
{
    *first = b;
    *second = a;
    return kIOReturnSuccess;
}

kern_return_t ConformanceUserClient::Reverse(const uint64_t * values, uint64_t * reversed)
{
    for (size_t index = 0; index < 16; index++) {
        reversed[index] = values[15 - index];
    }
    return kIOReturnSuccess;
}

kern_return_t ConformanceUserClient::Bounded(uint32_t level, uint32_t * doubled)
{
    *doubled = 2 * level;
    return kIOReturnSuccess;
}

kern_return_t ConformanceUserClient::Mirror(const Point & point, Point * pointOut)
{
    *pointOut = { point.y, point.x };
    return kIOReturnSuccess;
}

kern_return_t ConformanceUserClient::Sum(const uint8_t * bytes, size_t bytesLength, uint64_t * sum)
{
    for (size_t index = 0; index < bytesLength; index++) {
        *sum += bytes[index];
    }
    return kIOReturnSuccess;
}

kern_return_t ConformanceUserClient::Fill(
    uint8_t seed, uint64_t length, uint8_t * bytes, size_t bytesCapacity, size_t * bytesLength)
{
    if (length > bytesCapacity) {
        return kIOReturnNoSpace;
    }
    for (size_t index = 0; index < length; index++) {
        bytes[index] = static_cast<uint8_t>(seed + index);
    }
    *bytesLength = length;
    return kIOReturnSuccess;
}

kern_return_t ConformanceUserClient::Echo(
    const uint8_t * bytes,
    size_t bytesLength,
    uint8_t * same,
    size_t sameCapacity,
    size_t * sameLength)
{
    if (bytesLength > sameCapacity) {
        return kIOReturnNoSpace;
    }
    memcpy(same, bytes, bytesLength);
    *sameLength = bytesLength;
    return kIOReturnSuccess;
}

kern_return_t ConformanceUserClient::Look(IOUserClientMethodArguments * arguments)
{
    if (arguments->scalarOutputCount < 7) {
        return kIOReturnBadArgument;
    }
    uint64_t length = 0;
    if (arguments->structureInputDescriptor != nullptr) {
        const kern_return_t ret = arguments->structureInputDescriptor->GetLength(&length);
        if (ret != kIOReturnSuccess) {
            return ret;
        }
    } else if (arguments->structureInput != nullptr) {
        length = arguments->structureInput->getLength();
    }
    const uint64_t seen[7] = {
        arguments->scalarInputCount,
        length,
        arguments->structureInputDescriptor != nullptr,
        arguments->scalarOutputCount,
        arguments->structureOutputMaximumSize,
        arguments->structureOutputDescriptor != nullptr,
        arguments->completion != nullptr,
    };
    memcpy(arguments->scalarOutput, seen, sizeof(seen));
    arguments->scalarOutputCount = 7;
    return kIOReturnSuccess;
}

// What it writes is lost, because it fails.
kern_return_t ConformanceUserClient::Fail(uint32_t code, uint32_t * never, Point * point)
{
    *never = 1;
    *point = { 2, 3 };
    return static_cast<kern_return_t>(code);
}

kern_return_t ConformanceUserClient::Store(uint64_t value)
{
    ivars->stored = value;
    return kIOReturnSuccess;
}

kern_return_t ConformanceUserClient::Load(uint64_t * value)
{
    *value = ivars->stored;
    return kIOReturnSuccess;
}

kern_return_t ConformanceUserClient::Clients(uint32_t * count)
{
    *count = ivars->driver->Clients();
    return kIOReturnSuccess;
}

kern_return_t ConformanceUserClient::Measure(
    ConformanceUserClientMeasureCompletion completion, uint64_t a, uint32_t b, uint64_t * sum)
{
    *sum = a + b;
    return completion.Complete(kIOReturnSuccess, a, b);
}

kern_return_t ConformanceUserClient::Sixteen(
    ConformanceUserClientSixteenCompletion completion, uint64_t first)
{
    uint64_t values[16];
    for (size_t index = 0; index < 16; index++) {
        values[index] = first + index;
    }
    return completion.Complete(kIOReturnSuccess, values);
}

kern_return_t ConformanceUserClient::Flush(ConformanceUserClientFlushCompletion completion)
{
    return completion.Complete(kIOReturnSuccess);
}

kern_return_t ConformanceUserClient::Series(
    ConformanceUserClientSeriesCompletion completion, uint32_t times)
{
    ivars->series = completion.Move(); // and cancels the one before
    ivars->number = 0;
    return More(times);
}

kern_return_t ConformanceUserClient::More(uint32_t times)
{
    kern_return_t ret = kIOReturnSuccess;
    for (uint32_t index = 0; index < times && ret == kIOReturnSuccess; index++) {
        ret = ivars->series.Send(ivars->number++);
    }
    return ret;
}

kern_return_t ConformanceUserClient::Hold(ConformanceUserClientHoldCompletion completion)
{
    ivars->held = completion.Move(); // and cancels the one before
    return kIOReturnSuccess;
}

kern_return_t ConformanceUserClient::Answer(int32_t status, uint64_t value)
{
    return ivars->held.Complete(status, value);
}

kern_return_t ConformanceUserClient::Deny(ConformanceUserClientDenyCompletion, uint32_t code)
{
    return static_cast<kern_return_t>(code);
}

kern_return_t ConformanceUserClient::Post(uint32_t index, uint64_t word)
{
    Page * board = nullptr;
    const kern_return_t ret = ivars->state.GetBoard(&board);
    if (ret == kIOReturnSuccess) {
        __atomic_store_n(&board->words[index], word, __ATOMIC_RELEASE);
    }
    return ret;
}

kern_return_t ConformanceUserClient::Peek(uint32_t index, uint64_t * word)
{
    Page * page = nullptr;
    const kern_return_t ret = ivars->state.GetPage(&page);
    if (ret == kIOReturnSuccess) {
        *word = __atomic_load_n(&page->words[index], __ATOMIC_ACQUIRE);
    }
    return ret;
}

kern_return_t ConformanceUserClient::Produce(uint32_t count, uint32_t * pushed)
{
    ConformanceUserClientSamplesRing * ring = nullptr;
    kern_return_t ret = ivars->state.GetSamples(&ring);
    while (ret == kIOReturnSuccess && *pushed < count) {
        const Sample sample = { ivars->sample, ivars->sample * ivars->sample };
        size_t now = 0;
        ret = ring->Push(&sample, 1, &now);
        if (now == 0) {
            break; // full
        }
        ivars->sample += 1;
        *pushed += 1;
    }
    return ret;
}

kern_return_t ConformanceUserClient::Consume(uint32_t * popped, uint64_t * sum)
{
    ConformanceUserClientOrdersRing * ring = nullptr;
    kern_return_t ret = ivars->state.GetOrders(&ring);
    while (ret == kIOReturnSuccess) {
        Sample order = {};
        size_t now = 0;
        ret = ring->Pop(&order, 1, &now);
        if (now == 0) {
            break; // empty
        }
        *popped += 1;
        *sum += order.number;
    }
    return ret;
}

kern_return_t ConformanceUserClient::Leave()
{
    return ivars->driver->Terminate(0);
}

kern_return_t ConformanceUserClient::Announce()
{
    return AnnounceLate();
}
