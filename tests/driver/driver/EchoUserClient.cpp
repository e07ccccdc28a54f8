// The life of the user client, and the methods by which a test asks and plans.

#include "Echo.h"

LIFE(EchoUserClient)

EchoUserClientState * EchoUserClient::State()
{
    return &ivars->state;
}

kern_return_t EchoUserClient::Entered(uint64_t * count, uint32_t * last)
{
    *count = ivars->entered;
    *last = ivars->last;
    return kIOReturnSuccess;
}

kern_return_t EchoUserClient::FailNext(uint32_t code)
{
    ivars->failure = static_cast<kern_return_t>(code);
    return kIOReturnSuccess;
}

kern_return_t EchoUserClient::MiscountNext(uint64_t count)
{
    ivars->miscounts = true;
    ivars->count = count;
    return kIOReturnSuccess;
}

kern_return_t EchoUserClient::Kept(uint8_t * value, size_t valueCapacity, size_t * valueLength)
{
    if (valueCapacity < ivars->keptLength) {
        return kIOReturnNoSpace;
    }
    memcpy(value, ivars->kept, ivars->keptLength);
    *valueLength = ivars->keptLength;
    ivars->keptLength = 0;
    return kIOReturnSuccess;
}

// What arrived, and the structure input back, as far as there is room for it.
kern_return_t EchoUserClient::Raw(Arguments * arguments)
{
    const uint64_t words[] = {
        arguments->scalarInputCount,
        StructureLength(arguments),
        arguments->structureInputDescriptor != nullptr,
        arguments->scalarOutputCount,
        StructureRoom(arguments),
        arguments->structureOutputDescriptor != nullptr,
    };
    const uint32_t count = sizeof(words) / sizeof(words[0]);
    if (arguments->scalarOutputCount < count || BringsPort(arguments)) {
        return kIOReturnBadArgument;
    }
    memcpy(arguments->scalarOutput, words, sizeof(words));
    arguments->scalarOutputCount = count;
    NoStructure(arguments);
    return Done(ivars, kEchoUserClientMethodRaw);
}
