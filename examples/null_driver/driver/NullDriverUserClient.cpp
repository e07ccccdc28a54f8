// What the driver does when it is called. iigen wrote the beginning of this file once.
//
// AnyStruct shows by hand what CheckedStruct gets for nothing: see the generated dispatch.

#include "NullDriverUserClient.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IODispatchQueue.h>
#include <DriverKit/IOLib.h>
#include <DriverKit/IOMemoryMap.h>

#include "NullDriverUserClientDispatch.h"

struct NullDriverUserClient_IVars
{
    NullDriverUserClientState state; // what the generated code keeps
    NullDriverUserClientRegisterAsyncCallbackCompletion replies; // who gets the replies
    IODispatchQueue * device; // plays a device, which takes its time
    IOService * provider; // the NullDriver that was opened
};

bool NullDriverUserClient::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(NullDriverUserClient_IVars, 1);
    return ivars != nullptr;
}

void NullDriverUserClient::free()
{
    if (ivars != nullptr) {
        OSSafeReleaseNULL(ivars->device);
    }
    IOSafeDeleteNULL(ivars, NullDriverUserClient_IVars, 1);
    super::free();
}

kern_return_t IMPL(NullDriverUserClient, Start)
{
    const kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ivars->provider = provider; // lives longer than its user clients
    return IODispatchQueue::Create("device", 0, 0, &ivars->device);
}

kern_return_t IMPL(NullDriverUserClient, Stop)
{
    ivars->state.Cancel(); // nobody waits any more
    ivars->provider = nullptr;
    return Stop(provider, SUPERDISPATCH);
}

NullDriverUserClientState * NullDriverUserClient::State()
{
    return &ivars->state;
}

// Selectors 0 and 1 have no row to check them: the counts below are whatever the app has sent.

kern_return_t NullDriverUserClient::AnyScalar(IOUserClientMethodArguments * arguments)
{
    if (arguments->scalarOutputCount < arguments->scalarInputCount) {
        return kIOReturnBadArgument;
    }
    for (uint32_t index = 0; index < arguments->scalarInputCount; index++) {
        arguments->scalarOutput[index] = arguments->scalarInput[index] + 1;
    }
    arguments->scalarOutputCount = arguments->scalarInputCount;
    return kIOReturnSuccess;
}

// A small structure comes by value and goes by value; a large one comes and goes by descriptor.
kern_return_t NullDriverUserClient::AnyStruct(IOUserClientMethodArguments * arguments)
{
    IOMemoryMap * inputMap = nullptr;
    IOMemoryMap * outputMap = nullptr;
    kern_return_t ret = kIOReturnSuccess;
    const uint8_t * input = nullptr;
    uint64_t length = 0;
    if (arguments->structureInput != nullptr) {
        input = static_cast<const uint8_t *>(arguments->structureInput->getBytesNoCopy());
        length = arguments->structureInput->getLength();
    } else if (arguments->structureInputDescriptor != nullptr) {
        ret = arguments->structureInputDescriptor->CreateMapping(
            kIOMemoryMapReadOnly, 0, 0, 0, 0, &inputMap);
        if (ret != kIOReturnSuccess) {
            return ret;
        }
        input = reinterpret_cast<const uint8_t *>(inputMap->GetAddress());
        length = inputMap->GetLength();
    }

    if (length == 0 || length > arguments->structureOutputMaximumSize) {
        ret = kIOReturnBadArgument;
    } else if (arguments->structureOutputDescriptor != nullptr) {
        ret = arguments->structureOutputDescriptor->CreateMapping(0, 0, 0, 0, 0, &outputMap);
        if (ret == kIOReturnSuccess) {
            uint8_t * const output = reinterpret_cast<uint8_t *>(outputMap->GetAddress());
            for (uint64_t index = 0; index < length; index++) {
                output[index] = static_cast<uint8_t>(input[index] + 1);
            }
        }
    } else {
        uint8_t * const output = static_cast<uint8_t *>(IOMalloc(static_cast<size_t>(length)));
        if (output == nullptr) {
            ret = kIOReturnNoMemory;
        } else {
            for (uint64_t index = 0; index < length; index++) {
                output[index] = static_cast<uint8_t>(input[index] + 1);
            }
            arguments->structureOutput = OSData::withBytes(output, static_cast<size_t>(length));
            if (arguments->structureOutput == nullptr) {
                ret = kIOReturnNoMemory;
            }
            IOFree(output, static_cast<size_t>(length));
        }
    }
    OSSafeReleaseNULL(inputMap);
    OSSafeReleaseNULL(outputMap);
    return ret;
}

kern_return_t NullDriverUserClient::CheckedScalar(const uint64_t * values, uint64_t * sums)
{
    for (uint32_t index = 0; index < 16; index++) {
        sums[index] = values[index] + 1;
    }
    return kIOReturnSuccess;
}

kern_return_t NullDriverUserClient::CheckedStruct(const Sample & sample, Sample * answer)
{
    answer->first = sample.first + 1;
    answer->second = sample.second + 10;
    return kIOReturnSuccess;
}

// The completion that was registered before is cancelled.
kern_return_t NullDriverUserClient::RegisterAsyncCallback(
    NullDriverUserClientRegisterAsyncCallbackCompletion completion,
    const Sample & sample,
    Sample * answer)
{
    ivars->replies = completion.Move();
    return CheckedStruct(sample, answer);
}

namespace
{

// A request to the device, until it has replied.
struct Request
{
    NullDriverUserClientAsyncRequestCompletion completion; // zeroed, an empty one
    NullDriverUserClientRegisterAsyncCallbackCompletion * replies;
    NullDriverUserClient * client; // retained: the replies are in its ivars
    Sample sample;
};

const uint64_t kReply = 1;

void Reply(void * context)
{
    Request * const request = static_cast<Request *>(context);
    const uint64_t first = request->sample.first + 1;
    const uint64_t second = request->sample.second + 10;
    if (request->completion) {
        request->completion.Complete(kIOReturnSuccess, kReply, first, second);
    } else {
        request->replies->Send(kReply, first, second); // nobody hears it if nobody has registered
    }
    request->client->release();
    IODelete(request, Request, 1);
}

} // namespace

kern_return_t NullDriverUserClient::AsyncRequest(
    NullDriverUserClientAsyncRequestCompletion completion, const Sample & sample)
{
    Request * const request = IONewZero(Request, 1);
    if (request == nullptr) {
        return kIOReturnNoMemory;
    }
    retain();
    request->completion = completion.Move();
    request->replies = &ivars->replies;
    request->client = this;
    request->sample = sample;
    ivars->device->DispatchAsync_f(request, Reply);
    return kIOReturnSuccess;
}
