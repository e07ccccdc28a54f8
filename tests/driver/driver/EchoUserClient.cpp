// The life of the user client, and the methods by which a test asks and plans.

#include "Echo.h"

bool EchoUserClient::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(EchoUserClient_IVars, 1);
    return ivars != nullptr;
}

void EchoUserClient::free()
{
    if (ivars != nullptr) {
        ivars->state.Free();
    }
    IOSafeDeleteNULL(ivars, EchoUserClient_IVars, 1);
    super::free();
}

kern_return_t IMPL(EchoUserClient, Start)
{
    return Start(provider, SUPERDISPATCH);
}

kern_return_t IMPL(EchoUserClient, Stop)
{
    return Stop(provider, SUPERDISPATCH);
}

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
kern_return_t EchoUserClient::Raw(IOUserClientMethodArguments * arguments)
{
    uint64_t length = 0;
    if (arguments->structureInputDescriptor != nullptr) {
        arguments->structureInputDescriptor->GetLength(&length);
    } else if (arguments->structureInput != nullptr) {
        length = arguments->structureInput->getLength();
    }
    const uint64_t words[] = {
        arguments->scalarInputCount,
        length,
        arguments->structureInputDescriptor != nullptr,
        arguments->scalarOutputCount,
        arguments->structureOutputMaximumSize,
        arguments->structureOutputDescriptor != nullptr,
    };
    const uint32_t count = sizeof(words) / sizeof(words[0]);
    if (arguments->scalarOutputCount < count) {
        return kIOReturnBadArgument;
    }
    memcpy(arguments->scalarOutput, words, sizeof(words));
    arguments->scalarOutputCount = count;
    return Done(ivars, kEchoUserClientMethodRaw);
}
