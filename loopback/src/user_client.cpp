// IOUserClient: what its class itself does.
#include <DriverKit/IOUserClient.h>

#include "classes.h"
#include "client_memory.h"
#include "fail.h"
#include "memory.h"
#include "rpc.h"
#include "service.h"
#include "user_client.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(IOUserClient, "IOService");

// What a driver finds in the options that it has to write: no valid option.
static constexpr uint64_t kUnwrittenOptions = 0xa5a5a5a5a5a5a5a5;
// xnu IOUserClient.iig, CreateMemoryDescriptorFromClient.
static constexpr uint32_t kMostSegments = 32;

bool IOUserClient::init() {
    if (!super::init()) {
        return false;
    }
    ivars = new IOUserClient_IVars;
    return true;
}

void IOUserClient::free() {
    if (ivars != nullptr) {
        OSSafeReleaseNULL(ivars->entitlements);
    }
    delete ivars;
    super::free();
}

kern_return_t IOUserClient::Dispatch(const IORPC rpc) { return _Dispatch(this, rpc); }

kern_return_t IOUserClient::_Dispatch(IOUserClient * self, const IORPC rpc) {
    const IORPCMessage * message = IORPCMessageFromMach(rpc.message, false);
    if (message == nullptr) {
        return kIOReturnIPCError;
    }
    switch (message->msgid) {
    case IOUserClient_CreateMemoryDescriptorFromClient_ID:
        return CreateMemoryDescriptorFromClient_Invoke(
            rpc, self, LOOPBACK_HANDLER(IOUserClient, CreateMemoryDescriptorFromClient));
    case IOUserClient_CopyClientEntitlements_ID:
        return CopyClientEntitlements_Invoke(
            rpc, self, LOOPBACK_HANDLER(IOUserClient, CopyClientEntitlements));
    case IOUserClient__ExternalMethod_ID:
        return _ExternalMethod_Invoke(rpc, self, LOOPBACK_HANDLER(IOUserClient, _ExternalMethod));
    default:
        // CopyClientMemoryForType among them: it is pure in IOUserClient.
        return super::_Dispatch(self, rpc);
    }
}

kern_return_t IOUserClient::CopyClientMemoryForType(
    IOUserClient_CopyClientMemoryForType_Args, OSDispatchMethod supermethod) {
    return Send(
        IOUserClient_CopyClientMemoryForType_ID, this, supermethod, In(type),
        Out(options, kUnwrittenOptions), Out(memory));
}

kern_return_t IOUserClient::CopyClientMemoryForType_Invoke(
    const IORPC rpc, OSMetaClassBase * target, CopyClientMemoryForType_Handler func) {
    return Receive<In<uint64_t>, Out<uint64_t>, Out<IOMemoryDescriptor *>>(rpc, target, func);
}

kern_return_t IOUserClient::CreateMemoryDescriptorFromClient(
    IOUserClient_CreateMemoryDescriptorFromClient_Args, OSDispatchMethod supermethod) {
    return Send(
        IOUserClient_CreateMemoryDescriptorFromClient_ID, this, supermethod,
        In(memoryDescriptorCreateOptions), In(segmentsCount), In(segments), Out(memory));
}

kern_return_t IOUserClient::CreateMemoryDescriptorFromClient_Invoke(
    const IORPC rpc, OSMetaClassBase * target, CreateMemoryDescriptorFromClient_Handler func) {
    return Receive<
        In<uint64_t>, In<uint32_t>, In<const IOAddressSegment *>, Out<IOMemoryDescriptor *>>(
        rpc, target, func);
}

kern_return_t IOUserClient::CopyClientEntitlements(
    IOUserClient_CopyClientEntitlements_Args, OSDispatchMethod supermethod) {
    return Send(IOUserClient_CopyClientEntitlements_ID, this, supermethod, Out(entitlements));
}

kern_return_t IOUserClient::CopyClientEntitlements_Invoke(
    const IORPC rpc, OSMetaClassBase * target, CopyClientEntitlements_Handler func) {
    return Receive<Out<OSDictionary *>>(rpc, target, func);
}

kern_return_t IOUserClient::_ExternalMethod(
    IOUserClient__ExternalMethod_Args, OSDispatchMethod supermethod) {
    return Send(
        IOUserClient__ExternalMethod_ID, this, supermethod, In(selector), In(scalarInput),
        In(scalarInputCount), In(structureInput), In(structureInputDescriptor), In(scalarOutput),
        In(scalarOutputCount), In(structureOutputMaximumSize), Out(structureOutput),
        In(structureOutputDescriptor), In(completion));
}

kern_return_t IOUserClient::_ExternalMethod_Invoke(
    const IORPC rpc, OSMetaClassBase * target, _ExternalMethod_Handler func) {
    return Receive<
        In<uint64_t>, In<const uint64_t *>, In<uint32_t>, In<OSData *>, In<IOMemoryDescriptor *>,
        In<uint64_t *>, In<uint32_t *>, In<uint64_t>, Out<OSData *>, In<IOMemoryDescriptor *>,
        In<OSAction *>>(rpc, target, func);
}

// DriverKit's own is closed; that it builds the arguments and calls ExternalMethod without a row is
// known from what overrides see.
kern_return_t IMPL(IOUserClient, _ExternalMethod) {
    IOUserClientMethodArguments arguments = {};
    arguments.version = kIOUserClientMethodArgumentsCurrentVersion;
    arguments.selector = selector;
    arguments.completion = completion;
    arguments.scalarInput = scalarInput;
    arguments.scalarInputCount = scalarInputCount;
    arguments.structureInput = structureInput;
    arguments.structureInputDescriptor = structureInputDescriptor;
    arguments.scalarOutput = scalarOutput;
    arguments.scalarOutputCount = *scalarOutputCount;
    arguments.structureOutputDescriptor = structureOutputDescriptor;
    arguments.structureOutputMaximumSize = structureOutputMaximumSize;
    const kern_return_t result = ExternalMethod(selector, &arguments, nullptr, nullptr, nullptr);
    if (result != kIOReturnSuccess) {
        // The system releases what the driver made, also when nobody gets it.
        OSSafeReleaseNULL(arguments.structureOutput);
        return result;
    }
    *scalarOutputCount = arguments.scalarOutputCount;
    *structureOutput = arguments.structureOutput;
    return kIOReturnSuccess;
}

// The length of a structure that comes as data or as a descriptor.
static uint64_t StructureLength(const OSData * data, IOMemoryDescriptor * descriptor) {
    if (data != nullptr) {
        return data->getLength();
    }
    uint64_t length = 0;
    if (descriptor != nullptr) {
        descriptor->GetLength(&length);
    }
    return length;
}

// Whether a count is what the row asks for; kIOUserClientVariableStructureSize asks for nothing.
static bool Fits(uint32_t check, uint64_t count) {
    return check == kIOUserClientVariableStructureSize || check == count;
}

// DriverKit's own is closed. What is known: the six fields and their meaning (IOUserClient.iig),
// that a mismatch is kIOReturnBadArgument, a row without a function kIOReturnNoCompletion. Without
// a row: kIOReturnUnsupported. (inferred)
kern_return_t IOUserClient::ExternalMethod(
    uint64_t selector, IOUserClientMethodArguments * arguments,
    const IOUserClientMethodDispatch * dispatch, OSObject * target, void * reference) {
    (void)selector;
    if (dispatch == nullptr) {
        return kIOReturnUnsupported;
    }
    const uint32_t completion = arguments->completion != nullptr ? 1 : 0;
    const uint64_t input =
        StructureLength(arguments->structureInput, arguments->structureInputDescriptor);
    if (!Fits(dispatch->checkCompletionExists, completion) ||
        !Fits(dispatch->checkScalarInputCount, arguments->scalarInputCount) ||
        !Fits(dispatch->checkStructureInputSize, input) ||
        !Fits(dispatch->checkScalarOutputCount, arguments->scalarOutputCount) ||
        !Fits(dispatch->checkStructureOutputSize, arguments->structureOutputMaximumSize)) {
        return kIOReturnBadArgument;
    }
    if (dispatch->function == nullptr) {
        return kIOReturnNoCompletion;
    }
    return dispatch->function(target, reference, arguments);
}

// xnu IOUserServer.cpp, IOUserClient::CreateMemoryDescriptorFromClient_Impl.
kern_return_t IMPL(IOUserClient, CreateMemoryDescriptorFromClient) {
    {
        // No app, no memory of its.
        const std::lock_guard lock(IOService::ivars->mutex);
        if (IOService::ivars->life == Life::kStopped) {
            return kIOReturnNotReady;
        }
    }
    if (segmentsCount > kMostSegments) {
        return kIOReturnBadArgument;
    }
    if (segmentsCount != 1) {
        Note(
            "CreateMemoryDescriptorFromClient: the loopback describes one segment, not %u",
            segmentsCount);
        return kIOReturnUnsupported;
    }
    auto bytes = std::make_shared<ClientMemory>(
        reinterpret_cast<uint8_t *>(segments[0].address), segments[0].length);
    IOMemoryDescriptor * made = MakeDescriptor(
        std::move(bytes), 0, segments[0].length,
        memoryDescriptorCreateOptions & kIOMemoryDirectionOutIn);
    if (made == nullptr) {
        return kIOReturnNoMemory;
    }
    *memory = made;
    return kIOReturnSuccess;
}

// The entitlements come with the message that asks for the user client, and are kept (DriverKit's
// own is closed). (inferred: before that they aren't known)
kern_return_t IMPL(IOUserClient, CopyClientEntitlements) {
    *entitlements = nullptr;
    const std::lock_guard lock(IOService::ivars->mutex);
    if (ivars->entitlements == nullptr) {
        return kIOReturnNotReady;
    }
    OSDictionary * copy = OSDictionary::withCapacity(0);
    if (copy == nullptr) {
        return kIOReturnNoMemory;
    }
    copy->merge(ivars->entitlements);
    *entitlements = copy;
    return kIOReturnSuccess;
}
