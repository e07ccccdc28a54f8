/* The kext's end of an app's connection. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IOUSERCLIENT_H
#define LOOPBACK_KERNEL_IOKIT_IOUSERCLIENT_H

#include <IOKit/IOMemoryDescriptor.h>
#include <IOKit/IOService.h>
#include <IOKit/OSMessageNotification.h>

/* A check that isn't made. */
enum : uint32_t {
    kIOUCVariableStructureSize = 0xffffffff,
};

/* What the first word of a reference has beside the port. */
enum : uint64_t {
    kIOUCAsync0Flags = 3ULL,
    kIOUCAsync64Flag = 1ULL,
    kIOUCAsyncErrorLoggedFlag = 2ULL,
};

/* What clientHasPrivilege() is asked for. */
#define kIOClientPrivilegeAdministrator "root"
#define kIOClientPrivilegeLocalUser "local"
#define kIOClientPrivilegeForeground "foreground"

enum {
    kIOExternalMethodScalarInputCountMax = 16,
    kIOExternalMethodScalarOutputCountMax = 16,
};

#define IO_EXTERNAL_METHOD_ARGUMENTS_CURRENT_VERSION 2
enum {
    kIOExternalMethodArgumentsCurrentVersion = IO_EXTERNAL_METHOD_ARGUMENTS_CURRENT_VERSION,
};

/* For a dext, where it is an option of its own. A kext's clientMemoryForType() answers
 * kIOMapReadOnly; this bit of it the kernel drops (xnu IOUserClient.cpp, mapClientMemory64). */
enum {
    kIOUserClientMemoryReadOnly = 0x00000001,
};

/* A call as the kext sees it; fields in the order of xnu iokit/IOKit/IOUserClient.h. */
struct IOExternalMethodArguments {
    uint32_t version;
    uint32_t selector;

    /* The kext's to give back, if it keeps it (IOUserClient::releaseAsyncReference64). NULL for a
     * call that isn't asynchronous. */
    mach_port_t asyncWakePort;
    io_user_reference_t * asyncReference;
    uint32_t asyncReferenceCount;

    const uint64_t * scalarInput;
    uint32_t scalarInputCount;

    /* A small input: in the message itself, so it's a copy. Not NULL if there is none. */
    const void * structureInput;
    uint32_t structureInputSize;
    /* A large input, which the app still sees; or NULL. */
    IOMemoryDescriptor * structureInputDescriptor;

    uint64_t * scalarOutput;
    uint32_t scalarOutputCount;

    /* Where a small output goes, in the message itself; the size is to be set to what was
     * written. */
    void * structureOutput;
    uint32_t structureOutputSize;
    /* Where a large output goes, or NULL. */
    IOMemoryDescriptor * structureOutputDescriptor;
    uint32_t structureOutputDescriptorSize;

    uint32_t __reservedA;

    /* Not NULL: the app takes an output of any length, an OSData that is put here. */
    OSObject ** structureVariableOutputData;

    uint32_t __reserved[30];
};

struct IOExternalMethodArgumentsOpaque;

typedef IOReturn (*IOExternalMethodAction)(
    OSObject * target, void * reference, IOExternalMethodArguments * arguments);

/* A row of a dispatch table. */
struct IOExternalMethodDispatch {
    IOExternalMethodAction function;
    uint32_t checkScalarInputCount;
    uint32_t checkStructureInputSize;
    uint32_t checkScalarOutputCount;
    uint32_t checkStructureOutputSize;
};

/* A row of an IOUserClient2022's. */
struct IOExternalMethodDispatch2022 {
    IOExternalMethodAction function;
    uint32_t checkScalarInputCount;
    uint32_t checkStructureInputSize;
    uint32_t checkScalarOutputCount;
    uint32_t checkStructureOutputSize;
    uint8_t allowAsync;
    const char * checkEntitlement;
};

struct OSLoopbackUserClient;

class IOUserClient : public IOService {
    OSDeclareAbstractStructors(IOUserClient)

public:
    bool init() APPLE_KEXT_OVERRIDE;
    bool init(OSDictionary * dictionary) APPLE_KEXT_OVERRIDE;
    virtual bool initWithTask(
        task_t owningTask, void * securityToken, UInt32 type, OSDictionary * properties);
    virtual bool initWithTask(task_t owningTask, void * securityToken, UInt32 type);
    void free() APPLE_KEXT_OVERRIDE;

    /* The app closed the connection; the user client is to end itself. */
    virtual IOReturn clientClose();
    /* The app is no more; as a close, unless it is overridden. */
    virtual IOReturn clientDied();
    virtual IOService * getService();
    virtual IOReturn connectClient(IOUserClient * client);

    /* Every call of the client. An override looks its row up and hands it to this one, which checks
     * it. */
    virtual IOReturn externalMethod(
        uint32_t selector, IOExternalMethodArguments * arguments,
        IOExternalMethodDispatch * dispatch = NULL, OSObject * target = NULL,
        void * reference = NULL);

    /* The port that the app listens to for a type. */
    virtual IOReturn registerNotificationPort(
        mach_port_t port, UInt32 type, io_user_reference_t refCon);
    virtual IOReturn registerNotificationPort(mach_port_t port, UInt32 type, UInt32 refCon);

    /* The memory that the app maps; the reference is the caller's. */
    virtual IOReturn clientMemoryForType(
        UInt32 type, IOOptionBits * options, IOMemoryDescriptor ** memory);
    /* A mapping that the client has of the memory, which it then has no more; to be released. */
    IOMemoryMap * removeMappingForDescriptor(IOMemoryDescriptor * memory);

    /* Whether the process has a privilege: kIOReturnSuccess if it has. */
    static IOReturn clientHasPrivilege(void * securityToken, const char * privilegeName);
    /* What the process is entitled to; to be released. */
    static OSObject * copyClientEntitlement(task_t task, const char * entitlement);
    static OSDictionary * copyClientEntitlements(task_t task);

    /* Gives back the port of an asynchronous call: once for each call that has answered success. */
    static IOReturn releaseAsyncReference64(OSAsyncReference64 reference);
    /* Gives back a port that registerNotificationPort() got. */
    static IOReturn releaseNotificationPort(mach_port_t port);

    static void setAsyncReference64(
        OSAsyncReference64 reference, mach_port_t wakePort, mach_vm_address_t callback,
        io_user_reference_t refcon);

    /* Read and written by the runtime alone. */
    OSLoopbackUserClient * connection = NULL;

protected:
    /* Completes an asynchronous call; any number of times. */
    static IOReturn sendAsyncResult64(
        OSAsyncReference64 reference, IOReturn result, io_user_reference_t args[], UInt32 numArgs);
    static IOReturn sendAsyncResult64WithOptions(
        OSAsyncReference64 reference, IOReturn result, io_user_reference_t args[], UInt32 numArgs,
        IOOptionBits options);
};

/* A user client of the stricter kind: the properties about locking and entitlements must be there
 * when the app opens it, and every call goes through dispatchExternalMethod(). */
class IOUserClient2022 : public IOUserClient {
    OSDeclareAbstractStructors(IOUserClient2022)

    IOReturn externalMethod(
        uint32_t selector, IOExternalMethodArguments * arguments,
        IOExternalMethodDispatch * dispatch = NULL, OSObject * target = NULL,
        void * reference = NULL) APPLE_KEXT_OVERRIDE;

public:
    virtual IOReturn externalMethod(
        uint32_t selector, IOExternalMethodArgumentsOpaque * arguments) = 0;

protected:
    /* Checks the call against its row, which is the one at `selector`, and carries it out. */
    IOReturn dispatchExternalMethod(
        uint32_t selector, IOExternalMethodArgumentsOpaque * arguments,
        const IOExternalMethodDispatch2022 dispatchArray[], size_t dispatchArrayCount,
        OSObject * target, void * reference);
};

#endif /* LOOPBACK_KERNEL_IOKIT_IOUSERCLIENT_H */
