// IOService: its methods as messages.
#include <DriverKit/IOService.h>

#include "rpc.h"

using namespace loopback;

kern_return_t IOService::Dispatch(const IORPC rpc) { return _Dispatch(this, rpc); }

kern_return_t IOService::_Dispatch(IOService * self, const IORPC rpc) {
    const IORPCMessage * message = IORPCMessageFromMach(rpc.message, false);
    if (message == nullptr) {
        return kIOReturnIPCError;
    }
    switch (message->msgid) {
    case OSObject_SetDispatchQueue_ID:
        return OSObject::SetDispatchQueue_Invoke(
            rpc, self, LOOPBACK_HANDLER(IOService, SetDispatchQueue));
    case OSObject_CopyDispatchQueue_ID:
        return OSObject::CopyDispatchQueue_Invoke(
            rpc, self, LOOPBACK_HANDLER(IOService, CopyDispatchQueue));
#define METHOD(name) \
    case IOService_##name##_ID: \
        return name##_Invoke(rpc, self, LOOPBACK_HANDLER(IOService, name))
        METHOD(Start);
        METHOD(Stop);
        METHOD(ClientCrashed);
        METHOD(GetRegistryEntryID);
        METHOD(SetName);
        METHOD(CopyName);
        METHOD(RegisterService);
        METHOD(CreateDefaultDispatchQueue);
        METHOD(CopyProperties);
        METHOD(SearchProperty);
        METHOD(SetProperties);
        METHOD(RemoveProperty);
        METHOD(JoinPMTree);
        METHOD(SetPowerState);
        METHOD(ChangePowerState);
        METHOD(NewUserClient);
        METHOD(Create);
        METHOD(Terminate);
#undef METHOD
    default:
        return super::_Dispatch(self, rpc);
    }
}

kern_return_t IOService::Start(IOService_Start_Args, OSDispatchMethod supermethod) {
    return Send(IOService_Start_ID, this, supermethod, In(provider));
}

kern_return_t IOService::Start_Invoke(
    const IORPC rpc, OSMetaClassBase * target, Start_Handler func) {
    return Receive<In<IOService *>>(rpc, target, func);
}

kern_return_t IOService::Stop(IOService_Stop_Args, OSDispatchMethod supermethod) {
    return Send(IOService_Stop_ID, this, supermethod, In(provider));
}

kern_return_t IOService::Stop_Invoke(const IORPC rpc, OSMetaClassBase * target, Stop_Handler func) {
    return Receive<In<IOService *>>(rpc, target, func);
}

kern_return_t IOService::ClientCrashed(IOService_ClientCrashed_Args, OSDispatchMethod supermethod) {
    return Send(IOService_ClientCrashed_ID, this, supermethod, In(client), In(options));
}

kern_return_t IOService::ClientCrashed_Invoke(
    const IORPC rpc, OSMetaClassBase * target, ClientCrashed_Handler func) {
    return Receive<In<IOService *>, In<uint64_t>>(rpc, target, func);
}

kern_return_t IOService::GetRegistryEntryID(
    IOService_GetRegistryEntryID_Args, OSDispatchMethod supermethod) {
    return Send(IOService_GetRegistryEntryID_ID, this, supermethod, Out(registryEntryID));
}

kern_return_t IOService::GetRegistryEntryID_Invoke(
    const IORPC rpc, OSMetaClassBase * target, GetRegistryEntryID_Handler func) {
    return Receive<Out<uint64_t>>(rpc, target, func);
}

kern_return_t IOService::SetName(IOService_SetName_Args, OSDispatchMethod supermethod) {
    return Send(IOService_SetName_ID, this, supermethod, In(name));
}

kern_return_t IOService::SetName_Invoke(
    const IORPC rpc, OSMetaClassBase * target, SetName_Handler func) {
    return Receive<In<const char *>>(rpc, target, func);
}

kern_return_t IOService::CopyName(IOService_CopyName_Args, OSDispatchMethod supermethod) {
    return Send(IOService_CopyName_ID, this, supermethod, Out(name));
}

kern_return_t IOService::CopyName_Invoke(
    const IORPC rpc, OSMetaClassBase * target, CopyName_Handler func) {
    return Receive<Out<OSString *>>(rpc, target, func);
}

kern_return_t IOService::RegisterService(OSDispatchMethod supermethod) {
    return Send(IOService_RegisterService_ID, this, supermethod);
}

kern_return_t IOService::RegisterService_Invoke(
    const IORPC rpc, OSMetaClassBase * target, RegisterService_Handler func) {
    return Receive<>(rpc, target, func);
}

kern_return_t IOService::CreateDefaultDispatchQueue(
    IOService_CreateDefaultDispatchQueue_Args, OSDispatchMethod supermethod) {
    return Send(IOService_CreateDefaultDispatchQueue_ID, this, supermethod, Out(queue));
}

kern_return_t IOService::CreateDefaultDispatchQueue_Invoke(
    const IORPC rpc, OSMetaClassBase * target, CreateDefaultDispatchQueue_Handler func) {
    return Receive<Out<IODispatchQueue *>>(rpc, target, func);
}

kern_return_t IOService::CopyProperties(
    IOService_CopyProperties_Args, OSDispatchMethod supermethod) {
    return Send(IOService_CopyProperties_ID, this, supermethod, Out(properties));
}

kern_return_t IOService::CopyProperties_Invoke(
    const IORPC rpc, OSMetaClassBase * target, CopyProperties_Handler func) {
    return Receive<Out<OSDictionary *>>(rpc, target, func);
}

kern_return_t IOService::SearchProperty(
    IOService_SearchProperty_Args, OSDispatchMethod supermethod) {
    return Send(
        IOService_SearchProperty_ID, this, supermethod, In(name), In(plane), In(options),
        Out(property));
}

kern_return_t IOService::SearchProperty_Invoke(
    const IORPC rpc, OSMetaClassBase * target, SearchProperty_Handler func) {
    return Receive<In<const char *>, In<const char *>, In<uint64_t>, Out<OSContainer *>>(
        rpc, target, func);
}

kern_return_t IOService::SetProperties(IOService_SetProperties_Args, OSDispatchMethod supermethod) {
    return Send(IOService_SetProperties_ID, this, supermethod, In(properties));
}

kern_return_t IOService::SetProperties_Invoke(
    const IORPC rpc, OSMetaClassBase * target, SetProperties_Handler func) {
    return Receive<In<OSDictionary *>>(rpc, target, func);
}

kern_return_t IOService::RemoveProperty(
    IOService_RemoveProperty_Args, OSDispatchMethod supermethod) {
    return Send(IOService_RemoveProperty_ID, this, supermethod, In(propertyName));
}

kern_return_t IOService::RemoveProperty_Invoke(
    const IORPC rpc, OSMetaClassBase * target, RemoveProperty_Handler func) {
    return Receive<In<OSString *>>(rpc, target, func);
}

kern_return_t IOService::JoinPMTree(OSDispatchMethod supermethod) {
    return Send(IOService_JoinPMTree_ID, this, supermethod);
}

kern_return_t IOService::JoinPMTree_Invoke(
    const IORPC rpc, OSMetaClassBase * target, JoinPMTree_Handler func) {
    return Receive<>(rpc, target, func);
}

kern_return_t IOService::SetPowerState(IOService_SetPowerState_Args, OSDispatchMethod supermethod) {
    return Send(IOService_SetPowerState_ID, this, supermethod, In(powerFlags));
}

kern_return_t IOService::SetPowerState_Invoke(
    const IORPC rpc, OSMetaClassBase * target, SetPowerState_Handler func) {
    return Receive<In<uint32_t>>(rpc, target, func);
}

kern_return_t IOService::ChangePowerState(
    IOService_ChangePowerState_Args, OSDispatchMethod supermethod) {
    return Send(IOService_ChangePowerState_ID, this, supermethod, In(powerFlags));
}

kern_return_t IOService::ChangePowerState_Invoke(
    const IORPC rpc, OSMetaClassBase * target, ChangePowerState_Handler func) {
    return Receive<In<uint32_t>>(rpc, target, func);
}

kern_return_t IOService::NewUserClient(IOService_NewUserClient_Args, OSDispatchMethod supermethod) {
    return Send(IOService_NewUserClient_ID, this, supermethod, In(type), Out(userClient));
}

kern_return_t IOService::NewUserClient_Invoke(
    const IORPC rpc, OSMetaClassBase * target, NewUserClient_Handler func) {
    return Receive<In<uint32_t>, Out<IOUserClient *>>(rpc, target, func);
}

kern_return_t IOService::Create(IOService_Create_Args, OSDispatchMethod supermethod) {
    return Send(
        IOService_Create_ID, this, supermethod, In(provider), In(propertiesKey), Out(result));
}

kern_return_t IOService::Create_Invoke(
    const IORPC rpc, OSMetaClassBase * target, Create_Handler func) {
    return Receive<In<IOService *>, In<const char *>, Out<IOService *>>(rpc, target, func);
}

kern_return_t IOService::Terminate(IOService_Terminate_Args, OSDispatchMethod supermethod) {
    return Send(IOService_Terminate_ID, this, supermethod, In(options));
}

kern_return_t IOService::Terminate_Invoke(
    const IORPC rpc, OSMetaClassBase * target, Terminate_Handler func) {
    return Receive<In<uint64_t>>(rpc, target, func);
}
