/* A driver, or anything that a driver is started on. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_IOSERVICE_H
#define LOOPBACK_DRIVERKIT_IOSERVICE_H

#include <DriverKit/IODispatchQueue.h>
#include <DriverKit/OSDictionary.h>
#include <DriverKit/OSObject.h>

class IOBufferMemoryDescriptor;
class IOMemoryDescriptor;
class IOService;
class IOUserClient;
class OSAction;
class OSContainer;

typedef char IOServiceName[128];
typedef char IOPropertyName[128];
typedef char IORegistryPlaneName[128];

#define kIOServiceDefaultQueueName "Default"

enum {
    kIOServiceSearchPropertyParents = 0x00000001,
};

enum {
    kIOServicePowerCapabilityOff = 0x00000000,
    kIOServicePowerCapabilityOn = 0x00000002,
    kIOServicePowerCapabilityLow = 0x00010000,
};

#define IOService_Start_ID 0xab6f76dde6d693f2ULL
#define IOService_Stop_ID 0x98e715041c459fa5ULL
#define IOService_ClientCrashed_ID 0xf608d8d479c824a3ULL
#define IOService_GetRegistryEntryID_ID 0x8a6f522f3894a0d7ULL
#define IOService_SetName_ID 0xff378dd57615eb9fULL
#define IOService_CopyName_ID 0xfe0617febc5b2cc4ULL
#define IOService_RegisterService_ID 0xe9722c2bb1347c28ULL
#define IOService_CreateDefaultDispatchQueue_ID 0x805bb452f0b44ef7ULL
#define IOService_CopyProperties_ID 0x833ec8f92f8b5362ULL
#define IOService_SearchProperty_ID 0xad751cdb94c8dcc8ULL
#define IOService_SetProperties_ID 0xd8a753ea156f9162ULL
#define IOService_RemoveProperty_ID 0xdadeb06419d321b0ULL
#define IOService_JoinPMTree_ID 0xf26c46526735efffULL
#define IOService_SetPowerState_ID 0xd200fde7d57ecca6ULL
#define IOService_ChangePowerState_ID 0xdb75cfc3395484a0ULL
#define IOService_NewUserClient_ID 0xf669efffcb89ed9cULL
#define IOService_Create_ID 0xe1a46dbd68bbe09cULL
#define IOService_Terminate_ID 0xf7a595d9927810c8ULL

#define IOService_Start_Args IOService * provider
#define IOService_Stop_Args IOService * provider
#define IOService_ClientCrashed_Args IOService *client, uint64_t options
#define IOService_GetRegistryEntryID_Args uint64_t * registryEntryID
#define IOService_SetName_Args const char * name
#define IOService_CopyName_Args OSString ** name
#define IOService_RegisterService_Args
#define IOService_SetDispatchQueue_Args OSObject_SetDispatchQueue_Args
#define IOService_CopyDispatchQueue_Args OSObject_CopyDispatchQueue_Args
#define IOService_CreateDefaultDispatchQueue_Args IODispatchQueue ** queue
#define IOService_CopyProperties_Args OSDictionary ** properties
#define IOService_SearchProperty_Args \
    const char *name, const char *plane, uint64_t options, OSContainer **property
#define IOService_SetProperties_Args OSDictionary * properties
#define IOService_RemoveProperty_Args OSString * propertyName
#define IOService_JoinPMTree_Args
#define IOService_SetPowerState_Args uint32_t powerFlags
#define IOService_ChangePowerState_Args uint32_t powerFlags
#define IOService_NewUserClient_Args uint32_t type, IOUserClient **userClient
#define IOService_Create_Args IOService *provider, const char *propertiesKey, IOService **result
#define IOService_Terminate_Args uint64_t options

extern OSMetaClass * gIOServiceMetaClass;

struct IOService_IVars;

class IOService : public OSObject {
    OSLoopbackDeclareClass(IOService, OSObject);

    bool init() override;
    void free() override;

    IOService * GetProvider() const;

    OSLoopbackDeclareMethod(IOService, Start);
    OSLoopbackDeclareMethod(IOService, Stop);
    OSLoopbackDeclareMethod(IOService, ClientCrashed);
    OSLoopbackDeclareMethod(IOService, GetRegistryEntryID);
    OSLoopbackDeclareMethod(IOService, SetName);
    OSLoopbackDeclareMethod(IOService, CopyName);
    OSLoopbackDeclareMethod0(IOService, RegisterService);
    OSLoopbackDeclareMethod(IOService, CreateDefaultDispatchQueue);
    OSLoopbackDeclareMethod(IOService, CopyProperties);
    OSLoopbackDeclareMethod(IOService, SearchProperty);
    OSLoopbackDeclareMethod(IOService, SetProperties);
    OSLoopbackDeclareMethod(IOService, RemoveProperty);
    OSLoopbackDeclareMethod0(IOService, JoinPMTree);
    OSLoopbackDeclareMethod(IOService, SetPowerState);
    OSLoopbackDeclareMethod(IOService, ChangePowerState);
    OSLoopbackDeclareMethod(IOService, NewUserClient);
    OSLoopbackDeclareMethod(IOService, Create);
    OSLoopbackDeclareMethod(IOService, Terminate);

    OSLoopbackDeclareImpl(IOService, Start);
    OSLoopbackDeclareImpl(IOService, Stop);
    OSLoopbackDeclareImpl(IOService, ClientCrashed);
    OSLoopbackDeclareImpl(IOService, GetRegistryEntryID);
    OSLoopbackDeclareImpl(IOService, SetName);
    OSLoopbackDeclareImpl(IOService, CopyName);
    OSLoopbackDeclareImpl(IOService, RegisterService);
    OSLoopbackDeclareImpl(IOService, SetDispatchQueue);
    OSLoopbackDeclareImpl(IOService, CopyDispatchQueue);
    OSLoopbackDeclareImpl(IOService, CreateDefaultDispatchQueue);
    OSLoopbackDeclareImpl(IOService, CopyProperties);
    OSLoopbackDeclareImpl(IOService, SearchProperty);
    OSLoopbackDeclareImpl(IOService, SetProperties);
    OSLoopbackDeclareImpl(IOService, RemoveProperty);
    OSLoopbackDeclareImpl(IOService, JoinPMTree);
    OSLoopbackDeclareImpl(IOService, SetPowerState);
    OSLoopbackDeclareImpl(IOService, ChangePowerState);
    OSLoopbackDeclareImpl(IOService, NewUserClient);
    OSLoopbackDeclareImpl(IOService, Create);
    OSLoopbackDeclareImpl(IOService, Terminate);

public:
    IOService_IVars * ivars;
};

#endif /* LOOPBACK_DRIVERKIT_IOSERVICE_H */
