// A kext that does whatever a test asks of it.
#pragma once

#include <functional>
#include <string>

#include <IOKit/IOBufferMemoryDescriptor.h>
#include <IOKit/IOUserClient.h>

class ProbeDriver : public IOService {
    OSDeclareDefaultStructors(ProbeDriver)

public:
    bool start(IOService * provider) override;
    void stop(IOService * provider) override;
    void free() override;
    using IOService::newUserClient;
    IOReturn newUserClient(
        task_t owningTask, void * securityID, UInt32 type, IOUserClient ** handler) override;
};

class ProbeUserClient : public IOUserClient {
    OSDeclareDefaultStructors(ProbeUserClient)

public:
    bool initWithTask(
        task_t owningTask, void * securityToken, UInt32 type, OSDictionary * properties) override;
    using IOUserClient::initWithTask;
    void free() override;
    bool start(IOService * provider) override;
    void stop(IOService * provider) override;
    IOReturn clientClose() override;
    IOReturn clientDied() override;
    IOReturn externalMethod(
        uint32_t selector, IOExternalMethodArguments * arguments,
        IOExternalMethodDispatch * dispatch, OSObject * target, void * reference) override;
    IOReturn clientMemoryForType(
        UInt32 type, IOOptionBits * options, IOMemoryDescriptor ** memory) override;
    using IOUserClient::registerNotificationPort;
    IOReturn registerNotificationPort(
        mach_port_t port, UInt32 type, io_user_reference_t refCon) override;

    static IOReturn Complete(
        OSAsyncReference64 reference, IOReturn status, io_user_reference_t * words, UInt32 count) {
        return sendAsyncResult64(reference, status, words, count);
    }
};

// The kind 2022.
class StrictUserClient : public IOUserClient2022 {
    OSDeclareFinalStructors(StrictUserClient)

public:
    bool start(IOService * provider) override;
    IOReturn clientClose() override;
    IOReturn externalMethod(
        uint32_t selector, IOExternalMethodArgumentsOpaque * arguments) override;
};

// What a test wants, and what it learns. One set for all: the tests run one at a time.
struct Probe {
    std::function<IOReturn(IOExternalMethodArguments *)> call;
    std::function<IOReturn(UInt32, IOOptionBits *, IOMemoryDescriptor **)> memory;
    std::function<IOReturn(mach_port_t, UInt32)> notify;
    std::function<IOReturn(IOService *, IOUserClient **)> newUserClient;
    // When the app closes, or dies.
    std::function<void()> closed;
    // What the user client does when it starts.
    std::function<bool(IOUserClient *)> clientStart;
    IOExternalMethodDispatch * row = nullptr;
    const IOExternalMethodDispatch2022 * rows = nullptr;
    size_t rowCount = 0;
    bool starts = true;
    bool registers = true;
    bool clientInits = true;
    bool closes = true;
    // What happened, in order, a word each.
    std::string log;
    task_t task = nullptr;
    void * token = nullptr;
    IOService * driver = nullptr;
    IOUserClient * client = nullptr;
};
extern Probe gProbe;
