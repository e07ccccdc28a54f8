// Structures that the client changes while a handler looks at them.

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
kern_return_t EchoUserClient::LookAtClient(IOUserClientMethodArguments * arguments)
{
    if (arguments->structureInputDescriptor == nullptr || arguments->scalarOutputCount != 2) {
        return kIOReturnBadArgument;
    }
    IOMemoryMap * map = nullptr;
    kern_return_t ret = arguments->structureInputDescriptor->CreateMapping(
        kIOMemoryMapReadOnly, 0, 0, 0, 0, &map);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    if (map->GetLength() != sizeof(Pairs)) {
        map->release();
        return kIOReturnBadArgument;
    }
    const Pairs & pairs = *reinterpret_cast<const Pairs *>(map->GetAddress());
    for (const Pair & pair : pairs.pairs) {
        const volatile Pair & each = pair;
        if (each.low > kMost || each.high > kMost) {
            ret = kIOReturnBadArgument;
        }
    }
    if (ret == kIOReturnSuccess) {
        uint32_t refused = 0;
        uint32_t changed = 0;
        LookAt(pairs, &refused, &changed);
        arguments->scalarOutput[0] = refused;
        arguments->scalarOutput[1] = changed;
        ret = Done(ivars, kEchoUserClientMethodLookAtClient);
    }
    map->release();
    return ret;
}
