/* The driver's end of an app's connection. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_IOUSERCLIENT_H
#define LOOPBACK_DRIVERKIT_IOUSERCLIENT_H

#include <DriverKit/IOBufferMemoryDescriptor.h>
#include <DriverKit/IOMemoryDescriptor.h>
#include <DriverKit/IOMemoryMap.h>
#include <DriverKit/IOService.h>
#include <DriverKit/OSAction.h>
#include <DriverKit/OSData.h>

enum {
    kIOUserClientScalarArrayCountMax = 16,
};
typedef uint64_t IOUserClientScalarArray[kIOUserClientScalarArrayCountMax];

enum {
    kIOUserClientAsyncReferenceCountMax = 16,
};
typedef uint64_t IOUserClientAsyncReferenceArray[kIOUserClientAsyncReferenceCountMax];

enum {
    kIOUserClientAsyncArgumentsCountMax = 16,
};
typedef uint64_t IOUserClientAsyncArgumentsArray[kIOUserClientAsyncArgumentsCountMax];

/* options of CopyClientMemoryForType() */
enum {
    kIOUserClientMemoryReadOnly = 0x00000001,
};

#define kIOUserClientQueueNameExternalMethod "IOUserClientQueueExternalMethod"

/* A check that isn't made. */
enum : uint32_t {
    kIOUserClientVariableStructureSize = 0xffffffff,
};

#define IO_USER_CLIENT_METHOD_ARGUMENTS_CURRENT_VERSION 2
enum {
    kIOUserClientMethodArgumentsCurrentVersion = IO_USER_CLIENT_METHOD_ARGUMENTS_CURRENT_VERSION,
};

/* A call as the driver sees it; fields in the order of xnu iokit/DriverKit/IOUserClient.iig. */
struct IOUserClientMethodArguments {
    uint64_t version;
    uint64_t selector;
    /* Borrowed: retain it to keep it. NULL for a call that isn't asynchronous. */
    OSAction * completion;
    const uint64_t * scalarInput;
    uint32_t scalarInputCount;
    /* A small input, or NULL. */
    OSData * structureInput;
    /* A large input, or NULL. */
    IOMemoryDescriptor * structureInputDescriptor;
    uint64_t * scalarOutput;
    uint32_t scalarOutputCount;
    /* Made by the driver, released by the system; only if structureOutputDescriptor is NULL. */
    OSData * structureOutput;
    /* Where a large output goes, or NULL. */
    IOMemoryDescriptor * structureOutputDescriptor;
    uint64_t structureOutputMaximumSize;
    uint64_t __reserved[30];
};

typedef kern_return_t (*IOUserClientMethodFunction)(
    OSObject * target, void * reference, IOUserClientMethodArguments * arguments);

/* A row of a dispatch table. */
struct IOUserClientMethodDispatch {
    IOUserClientMethodFunction function;
    /* 0: there must be no completion, 1: there must be one, 0xffffffff: either. */
    uint32_t checkCompletionExists;
    uint32_t checkScalarInputCount;
    uint32_t checkStructureInputSize;
    uint32_t checkScalarOutputCount;
    uint32_t checkStructureOutputSize;
};

#define IOUserClient_AsyncCompletion_ID 0xdbc5b2e5d2b446f4ULL
#define IOUserClient_CopyClientMemoryForType_ID 0x8399bdb3d0b4f474ULL
#define IOUserClient_CreateMemoryDescriptorFromClient_ID 0xf2fa2faa5cc11191ULL
#define IOUserClient_CopyClientEntitlements_ID 0xcaf3bd8932c8486fULL
#define IOUserClient__ExternalMethod_ID 0xcfe0c99e739d92f9ULL
#define IOUserClient_KernelCompletion_ID 0xf609f134c9046444ULL

#define IOUserClient_AsyncCompletion_Args \
    OSAction *action, IOReturn status, const uint64_t *asyncData, uint32_t asyncDataCount
#define IOUserClient_CopyClientMemoryForType_Args \
    uint64_t type, uint64_t *options, IOMemoryDescriptor **memory
#define IOUserClient_CreateMemoryDescriptorFromClient_Args \
    uint64_t memoryDescriptorCreateOptions, uint32_t segmentsCount, \
        const IOAddressSegment *segments, IOMemoryDescriptor **memory
#define IOUserClient_CopyClientEntitlements_Args OSDictionary ** entitlements
#define IOUserClient__ExternalMethod_Args \
    uint64_t selector, const uint64_t *scalarInput, uint32_t scalarInputCount, \
        OSData *structureInput, IOMemoryDescriptor *structureInputDescriptor, \
        uint64_t *scalarOutput, uint32_t *scalarOutputCount, uint64_t structureOutputMaximumSize, \
        OSData **structureOutput, IOMemoryDescriptor *structureOutputDescriptor, \
        OSAction *completion

extern OSMetaClass * gIOUserClientMetaClass;

struct IOUserClient_IVars;

class IOUserClient : public IOService {
    OSLoopbackDeclareClass(IOUserClient, IOService);

    bool init() override;
    void free() override;

    /* Every call of the client. An override looks its row up and hands it to this one, which checks
     * it. */
    virtual kern_return_t ExternalMethod(
        uint64_t selector, IOUserClientMethodArguments * arguments,
        const IOUserClientMethodDispatch * dispatch, OSObject * target, void * reference);
    kern_return_t ExternalMethod_Call(
        uint64_t selector, IOUserClientMethodArguments * arguments,
        const IOUserClientMethodDispatch * dispatch, OSObject * target, void * reference) {
        return ExternalMethod(selector, arguments, dispatch, target, reference);
    }

    /* Completes an asynchronous call; `action` is the completion that came with it. */
    void AsyncCompletion(
        OSAction * action, IOReturn status, const IOUserClientAsyncArgumentsArray asyncData,
        uint32_t asyncDataCount, OSDispatchMethod supermethod = NULL);
    typedef void (*AsyncCompletion_Handler)(
        OSMetaClassBase * target, IOUserClient_AsyncCompletion_Args);
    static kern_return_t AsyncCompletion_Invoke(
        const IORPC rpc, OSMetaClassBase * target, AsyncCompletion_Handler func,
        const OSMetaClass * targetActionClass);
    static kern_return_t AsyncCompletion_Invoke(
        const IORPC rpc, OSMetaClassBase * target, AsyncCompletion_Handler func);

    OSLoopbackDeclareMethod(IOUserClient, CopyClientMemoryForType);
    OSLoopbackDeclareMethod(IOUserClient, CreateMemoryDescriptorFromClient);
    OSLoopbackDeclareMethod(IOUserClient, CopyClientEntitlements);
    OSLoopbackDeclareMethod(IOUserClient, _ExternalMethod);

    OSLoopbackDeclareImpl(IOUserClient, CreateMemoryDescriptorFromClient);
    OSLoopbackDeclareImpl(IOUserClient, CopyClientEntitlements);
    OSLoopbackDeclareImpl(IOUserClient, _ExternalMethod);

public:
    IOUserClient_IVars * ivars;
};

#endif /* LOOPBACK_DRIVERKIT_IOUSERCLIENT_H */
