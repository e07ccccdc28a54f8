// Structures that the client changes while a handler looks at them, or fills them.

#include "Echo.h"

static const uint32_t kRounds = 4;
static const uint32_t kMost = 1000; // of both numbers of a pair, by the spec

// Looks at the pairs in several rounds: how many numbers were out of range, and how many weren't
// what they were at first. Each is loaded from memory each time, and in between the client has the
// time to change it, however many cores there are.
static void LookAt(const Pairs & pairs, uint32_t * refused, uint32_t * changed)
{
    const volatile Pair * const each = pairs.pairs;
    const size_t count = sizeof(pairs.pairs) / sizeof(pairs.pairs[0]);
    const uint32_t low = each[0].low;
    const uint32_t high = each[count - 1].high;
    for (uint32_t round = 0; round < kRounds; round++) {
        for (size_t index = 0; index < count; index++) {
            *refused += each[index].low > kMost || each[index].high > kMost ? 1 : 0;
        }
        IOSleep(1);
        *changed += each[0].low != low || each[count - 1].high != high ? 1 : 0;
    }
}

kern_return_t EchoUserClient::Look(const Pairs & pairs, uint32_t * refused, uint32_t * changed)
{
    LookAt(pairs, refused, changed);
    return Done(ivars, kEchoUserClientMethodLook);
}

// The mistake that generated code doesn't make: it checks the client's own memory, and then uses it.
kern_return_t EchoUserClient::LookAtClient(Arguments * arguments)
{
    IOMemoryDescriptor * const memory = arguments->structureInputDescriptor;
    if (memory == nullptr || LengthOf(memory) != sizeof(Pairs) || arguments->scalarOutputCount != 2
        || BringsPort(arguments)) {
        return kIOReturnBadArgument;
    }
    NoStructure(arguments);
    const View view(memory, true);
    if (view.Bytes() == nullptr) {
        return kIOReturnVMError;
    }
    const Pairs & pairs = *reinterpret_cast<const Pairs *>(view.Bytes());
    for (const Pair & pair : pairs.pairs) {
        const volatile Pair & each = pair;
        if (each.low > kMost || each.high > kMost) {
            return kIOReturnBadArgument;
        }
    }
    uint32_t refused = 0;
    uint32_t changed = 0;
    LookAt(pairs, &refused, &changed);
    arguments->scalarOutput[0] = refused;
    arguments->scalarOutput[1] = changed;
    return Done(ivars, kEchoUserClientMethodLookAtClient);
}

// Fills the pairs, and reads them again in several rounds, as a handler may that adds to its output:
// how many weren't what they had been made.
static void FillPairs(Pairs * pairs, uint32_t * changed)
{
    volatile Pair * const each = pairs->pairs;
    const size_t count = sizeof(pairs->pairs) / sizeof(pairs->pairs[0]);
    for (uint32_t round = 0; round < kRounds; round++) {
        for (size_t index = 0; index < count; index++) {
            each[index].low = round;
            each[index].high = round;
        }
        IOSleep(1);
        for (size_t index = 0; index < count; index++) {
            *changed += each[index].low != round || each[index].high != round ? 1 : 0;
        }
    }
}

kern_return_t EchoUserClient::Fill(uint32_t * changed, Pairs * pairs)
{
    FillPairs(pairs, changed);
    return Done(ivars, kEchoUserClientMethodFill);
}

// The mistake that generated code doesn't make: its output is where the client can change it.
kern_return_t EchoUserClient::FillClient(Arguments * arguments)
{
    IOMemoryDescriptor * const memory = arguments->structureOutputDescriptor;
    if (memory == nullptr || LengthOf(memory) != sizeof(Pairs) || arguments->scalarOutputCount != 1
        || BringsPort(arguments)) {
        return kIOReturnBadArgument;
    }
    const View view(memory, false);
    if (view.Bytes() == nullptr) {
        return kIOReturnVMError;
    }
    uint32_t changed = 0;
    FillPairs(reinterpret_cast<Pairs *>(view.Bytes()), &changed);
    arguments->scalarOutput[0] = changed;
    return Done(ivars, kEchoUserClientMethodFillClient);
}
