// A driver that does whatever a test asks of it. Its classes look as iig writes them, as far as the
// tests need.
#pragma once

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOUserClient.h>

#define ProbeDriver_Start_Args IOService * provider
#define ProbeDriver_Stop_Args IOService * provider
#define ProbeDriver_NewUserClient_Args uint32_t type, IOUserClient **userClient

extern OSMetaClass * gProbeDriverMetaClass;
extern const OSClassLoadInformation ProbeDriver_Class;

class ProbeDriverMetaClass : public OSMetaClass {
public:
    kern_return_t New(OSObject * instance) override;
};

struct ProbeDriver_IVars;

class ProbeDriver : public IOService {
    friend class ProbeDriverMetaClass;

public:
    union {
        ProbeDriver_IVars * ivars;
        void * lvars;
    };
    static OSMetaClass * sGetMetaClass() { return gProbeDriverMetaClass; }
    using super = IOService;

    kern_return_t Dispatch(const IORPC rpc) override;
    static kern_return_t _Dispatch(ProbeDriver * self, const IORPC rpc);

    bool init() override;
    void free() override;

protected:
    kern_return_t Start_Impl(ProbeDriver_Start_Args);
    kern_return_t Stop_Impl(ProbeDriver_Stop_Args);
    kern_return_t NewUserClient_Impl(ProbeDriver_NewUserClient_Args);
};

#define ProbeUserClient_Start_Args IOService * provider
#define ProbeUserClient_Stop_Args IOService * provider
#define ProbeUserClient_CopyClientMemoryForType_Args \
    uint64_t type, uint64_t *options, IOMemoryDescriptor **memory

// TYPE(IOUserClient::AsyncCompletion)
#define ProbeUserClient_Ticked_ID 0x1234ULL
#define ProbeUserClient_Ticked_Args IOUserClient_AsyncCompletion_Args

extern OSMetaClass * gProbeUserClientMetaClass;
extern const OSClassLoadInformation ProbeUserClient_Class;

class ProbeUserClientMetaClass : public OSMetaClass {
public:
    kern_return_t New(OSObject * instance) override;
};

struct ProbeUserClient_IVars;

class ProbeUserClient : public IOUserClient {
    friend class ProbeUserClientMetaClass;

public:
    union {
        ProbeUserClient_IVars * ivars;
        void * lvars;
    };
    static OSMetaClass * sGetMetaClass() { return gProbeUserClientMetaClass; }
    using super = IOUserClient;

    kern_return_t Dispatch(const IORPC rpc) override;
    static kern_return_t _Dispatch(ProbeUserClient * self, const IORPC rpc);

    bool init() override;
    void free() override;
    kern_return_t ExternalMethod(
        uint64_t selector, IOUserClientMethodArguments * arguments,
        const IOUserClientMethodDispatch * dispatch, OSObject * target, void * reference) override;

protected:
    kern_return_t Start_Impl(ProbeUserClient_Start_Args);
    kern_return_t Stop_Impl(ProbeUserClient_Stop_Args);
    kern_return_t CopyClientMemoryForType_Impl(ProbeUserClient_CopyClientMemoryForType_Args);
    void Ticked_Impl(ProbeUserClient_Ticked_Args);
};

// What a test wants, and what it learns. One set for all: the tests run one at a time.
struct Probe {
    // What the driver does.
    IOUserClientMethodFunction call;
    kern_return_t (*copyMemory)(uint64_t type, uint64_t * options, IOMemoryDescriptor ** memory);
    kern_return_t (*newUserClient)(IOService * service, IOUserClient ** client);
    kern_return_t startResult;
    kern_return_t clientStartResult;
    bool clientInitResult;
    bool registers;
    bool stopsSuper;
    bool ownQueue;
    const IOUserClientMethodDispatch * row;
    // When a client stops.
    void (*stopped)();
    // What happened, in order, a word each.
    char log[4096];
    ProbeUserClient * client;
    // The one that was started last.
    ProbeDriver * driver;
};
extern Probe gProbe;
void ProbeLog(const char * word);
