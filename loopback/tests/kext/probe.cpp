#include "probe.h"

Probe gProbe;

OSDefineMetaClassAndStructors(ProbeDriver, IOService)
OSDefineMetaClassAndStructors(ProbeUserClient, IOUserClient)
OSDefineMetaClassAndFinalStructors(StrictUserClient, IOUserClient2022)

static void Log(const char * word) { gProbe.log += std::string(word) + " "; }

bool ProbeDriver::start(IOService * provider) {
    Log("start-driver");
    gProbe.driver = this;
    if (!IOService::start(provider) || !gProbe.starts) {
        return false;
    }
    if (gProbe.registers) {
        registerService();
    }
    return true;
}

void ProbeDriver::stop(IOService * provider) {
    Log("stop-driver");
    IOService::stop(provider);
}

void ProbeDriver::free() {
    Log("free-driver");
    IOService::free();
}

IOReturn ProbeDriver::newUserClient(
    task_t owningTask, void * securityID, UInt32 type, IOUserClient ** handler) {
    Log("new-client");
    return gProbe.newUserClient
               ? gProbe.newUserClient(this, handler)
               : IOService::newUserClient(owningTask, securityID, type, handler);
}

bool ProbeUserClient::initWithTask(
    task_t owningTask, void * securityToken, UInt32 type, OSDictionary * properties) {
    gProbe.task = owningTask;
    gProbe.token = securityToken;
    gProbe.client = this;
    return IOUserClient::initWithTask(owningTask, securityToken, type, properties) &&
           gProbe.clientInits;
}

void ProbeUserClient::free() {
    Log("free-client");
    IOUserClient::free();
}

bool ProbeUserClient::start(IOService * provider) {
    Log("start-client");
    return IOUserClient::start(provider) && (!gProbe.clientStart || gProbe.clientStart(this));
}

void ProbeUserClient::stop(IOService * provider) {
    Log("stop-client");
    IOUserClient::stop(provider);
}

IOReturn ProbeUserClient::clientClose() {
    Log("close");
    if (gProbe.closed) {
        gProbe.closed();
    }
    if (gProbe.closes) {
        terminate();
    }
    return kIOReturnSuccess;
}

IOReturn ProbeUserClient::clientDied() {
    Log("died");
    return IOUserClient::clientDied();
}

IOReturn ProbeUserClient::externalMethod(
    uint32_t selector, IOExternalMethodArguments * arguments, IOExternalMethodDispatch * dispatch,
    OSObject * target, void * reference) {
    if (gProbe.call) {
        return gProbe.call(arguments);
    }
    return IOUserClient::externalMethod(
        selector, arguments, gProbe.row != nullptr ? gProbe.row : dispatch, target, reference);
}

IOReturn ProbeUserClient::clientMemoryForType(
    UInt32 type, IOOptionBits * options, IOMemoryDescriptor ** memory) {
    return gProbe.memory ? gProbe.memory(type, options, memory)
                         : IOUserClient::clientMemoryForType(type, options, memory);
}

IOReturn ProbeUserClient::registerNotificationPort(
    mach_port_t port, UInt32 type, io_user_reference_t refCon) {
    return gProbe.notify ? gProbe.notify(port, type)
                         : IOUserClient::registerNotificationPort(port, type, refCon);
}

bool StrictUserClient::start(IOService * provider) {
    return IOUserClient2022::start(provider) && (!gProbe.clientStart || gProbe.clientStart(this));
}

IOReturn StrictUserClient::clientClose() {
    terminate();
    return kIOReturnSuccess;
}

IOReturn StrictUserClient::externalMethod(
    uint32_t selector, IOExternalMethodArgumentsOpaque * arguments) {
    return dispatchExternalMethod(
        selector, arguments, gProbe.rows, gProbe.rowCount, this, nullptr);
}
