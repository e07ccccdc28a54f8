#include "probe.h"

#include <cstdio>
#include <cstring>

Probe gProbe;

void ProbeLog(const char * word) {
    std::strncat(gProbe.log, word, sizeof(gProbe.log) - std::strlen(gProbe.log) - 2);
    std::strcat(gProbe.log, " ");
}

// --- as iig writes it
// -------------------------------------------------------------------------------

namespace {

template <class Class> kern_return_t NewMeta(OSMetaClass * meta) {
    new (static_cast<void *>(meta)) Class;
    return kIOReturnSuccess;
}

struct UserClientDescription {
    OSClassDescription base;
    uint64_t methodOptions[2];
    char queueNames[33];
};

const OSClassDescription kProbeDriverDescription = {
    sizeof(OSClassDescription), "ProbeDriver", "IOService", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, {}};

const UserClientDescription kProbeUserClientDescription = {
    {sizeof(UserClientDescription),
     "ProbeUserClient",
     "IOUserClient",
     sizeof(uint64_t[2]),
     offsetof(UserClientDescription, methodOptions),
     0,
     0,
     32,
     offsetof(UserClientDescription, queueNames),
     0,
     0,
     0,
     0,
     0,
     {}},
    {IOUserClient__ExternalMethod_ID, 0},
    "\037IOUserClientQueueExternalMethod"};

} // namespace

OSMetaClass * gProbeDriverMetaClass;
OSMetaClass * gProbeUserClientMetaClass;
const OSClassLoadInformation ProbeDriver_Class = {
    &kProbeDriverDescription,
    &gProbeDriverMetaClass,
    1,
    sizeof(ProbeDriver),
    {},
    &NewMeta<ProbeDriverMetaClass>,
    {}};
const OSClassLoadInformation ProbeUserClient_Class = {
    &kProbeUserClientDescription.base,
    &gProbeUserClientMetaClass,
    1,
    sizeof(ProbeUserClient),
    {},
    &NewMeta<ProbeUserClientMetaClass>,
    {}};

__attribute__((constructor)) static void Register() {
    OSLoopbackRegisterClass(&ProbeUserClient_Class);
    OSLoopbackRegisterClass(&ProbeDriver_Class);
}

kern_return_t ProbeDriverMetaClass::New(OSObject * instance) {
    new (static_cast<void *>(instance)) ProbeDriver;
    return kIOReturnSuccess;
}

kern_return_t ProbeUserClientMetaClass::New(OSObject * instance) {
    new (static_cast<void *>(instance)) ProbeUserClient;
    return kIOReturnSuccess;
}

kern_return_t ProbeDriver::Dispatch(const IORPC rpc) { return _Dispatch(this, rpc); }

kern_return_t ProbeDriver::_Dispatch(ProbeDriver * self, const IORPC rpc) {
    switch (IORPCMessageFromMach(rpc.message, false)->msgid) {
    case IOService_Start_ID:
        return IOService::Start_Invoke(
            rpc, self, &OSLoopbackHandler<&ProbeDriver::Start_Impl>::Call);
    case IOService_Stop_ID:
        return IOService::Stop_Invoke(rpc, self, &OSLoopbackHandler<&ProbeDriver::Stop_Impl>::Call);
    case IOService_NewUserClient_ID:
        return IOService::NewUserClient_Invoke(
            rpc, self, &OSLoopbackHandler<&ProbeDriver::NewUserClient_Impl>::Call);
    default:
        return IOService::_Dispatch(self, rpc);
    }
}

kern_return_t ProbeUserClient::Dispatch(const IORPC rpc) { return _Dispatch(this, rpc); }

kern_return_t ProbeUserClient::_Dispatch(ProbeUserClient * self, const IORPC rpc) {
    switch (IORPCMessageFromMach(rpc.message, false)->msgid) {
    case IOService_Start_ID:
        return IOService::Start_Invoke(
            rpc, self, &OSLoopbackHandler<&ProbeUserClient::Start_Impl>::Call);
    case IOService_Stop_ID:
        return IOService::Stop_Invoke(
            rpc, self, &OSLoopbackHandler<&ProbeUserClient::Stop_Impl>::Call);
    case IOUserClient_CopyClientMemoryForType_ID:
        return IOUserClient::CopyClientMemoryForType_Invoke(
            rpc, self, &OSLoopbackHandler<&ProbeUserClient::CopyClientMemoryForType_Impl>::Call);
    case ProbeUserClient_Ticked_ID:
        return IOUserClient::AsyncCompletion_Invoke(
            rpc, self, &OSLoopbackHandler<&ProbeUserClient::Ticked_Impl>::Call, OSTypeID(OSAction));
    default:
        return IOUserClient::_Dispatch(self, rpc);
    }
}

// --- as a user writes it
// ----------------------------------------------------------------------------

struct ProbeDriver_IVars {
    uint64_t starts;
};

bool ProbeDriver::init() {
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(ProbeDriver_IVars, 1);
    return ivars != nullptr;
}

void ProbeDriver::free() {
    ProbeLog("free-driver");
    IOSafeDeleteNULL(ivars, ProbeDriver_IVars, 1);
    super::free();
}

kern_return_t IMPL(ProbeDriver, Start) {
    ProbeLog("start-driver");
    const kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ++ivars->starts;
    gProbe.driver = this;
    if (gProbe.registers) {
        RegisterService();
    }
    return gProbe.startResult;
}

kern_return_t IMPL(ProbeDriver, Stop) {
    ProbeLog("stop-driver");
    return Stop(provider, SUPERDISPATCH);
}

kern_return_t IMPL(ProbeDriver, NewUserClient) {
    (void)type;
    ProbeLog("new-client");
    if (gProbe.newUserClient != nullptr) {
        return gProbe.newUserClient(this, userClient);
    }
    IOService * client = nullptr;
    const kern_return_t ret = Create(this, "UserClientProperties", &client);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    *userClient = OSDynamicCast(IOUserClient, client);
    return kIOReturnSuccess;
}

struct ProbeUserClient_IVars {
    uint64_t calls;
};

bool ProbeUserClient::init() {
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(ProbeUserClient_IVars, 1);
    gProbe.client = this;
    return ivars != nullptr && gProbe.clientInitResult;
}

void ProbeUserClient::free() {
    ProbeLog("free-client");
    IOSafeDeleteNULL(ivars, ProbeUserClient_IVars, 1);
    super::free();
}

kern_return_t IMPL(ProbeUserClient, Start) {
    ProbeLog("start-client");
    const kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    if (gProbe.ownQueue) {
        IODispatchQueue * queue = nullptr;
        IODispatchQueue::Create("calls", 0, 0, &queue);
        SetDispatchQueue(kIOUserClientQueueNameExternalMethod, queue);
        OSSafeReleaseNULL(queue);
    }
    return gProbe.clientStartResult;
}

kern_return_t IMPL(ProbeUserClient, Stop) {
    ProbeLog("stop-client");
    if (gProbe.stopped != nullptr) {
        gProbe.stopped();
    }
    return gProbe.stopsSuper ? Stop(provider, SUPERDISPATCH) : kIOReturnError;
}

kern_return_t ProbeUserClient::ExternalMethod(
    uint64_t selector, IOUserClientMethodArguments * arguments,
    const IOUserClientMethodDispatch * dispatch, OSObject * target, void * reference) {
    (void)dispatch;
    (void)target;
    (void)reference;
    ++ivars->calls;
    if (gProbe.row != nullptr) {
        return super::ExternalMethod(selector, arguments, gProbe.row, this, nullptr);
    }
    if (gProbe.call != nullptr) {
        return gProbe.call(this, nullptr, arguments);
    }
    return super::ExternalMethod(selector, arguments, nullptr, nullptr, nullptr);
}

kern_return_t IMPL(ProbeUserClient, CopyClientMemoryForType) {
    if (gProbe.copyMemory != nullptr) {
        return gProbe.copyMemory(type, options, memory);
    }
    return CopyClientMemoryForType(type, options, memory, SUPERDISPATCH);
}

void IMPL(ProbeUserClient, Ticked) {
    const auto * reference = static_cast<const uint64_t *>(action->GetReference());
    char word[64];
    std::snprintf(
        word, sizeof(word), "ticked:%d:%d:%d", status,
        reference != nullptr ? static_cast<int>(*reference) : 0,
        static_cast<int>(asyncData[asyncDataCount - 1]));
    ProbeLog(word);
}
