// The probe kext as the Rust tests want it: one behaviour for everything.
#include "probe.h"

#include <mutex>

namespace {

std::mutex gMutex;
IOBufferMemoryDescriptor * gPage;
mach_port_t gPort;
OSAsyncReference64 gKept;

// Gives back what the app may want to hear of, and forgets it.
void Forget() {
    const std::lock_guard lock(gMutex);
    IOUserClient::releaseAsyncReference64(gKept);
    gKept[0] = 0;
    IOUserClient::releaseNotificationPort(gPort);
    gPort = MACH_PORT_NULL;
}

// 0: one more than the number; 1: a completion, that is kept; 2: completes it, with the number, and
// tells the notification port; 3: whether the app is an administrator.
IOReturn Call(IOExternalMethodArguments * arguments) {
    const std::lock_guard lock(gMutex);
    switch (arguments->selector) {
    case 0:
        arguments->scalarOutput[0] = arguments->scalarInput[0] + 1;
        return kIOReturnSuccess;
    case 1:
        if (arguments->asyncWakePort == MACH_PORT_NULL || gKept[0] != 0) {
            return kIOReturnBadArgument;
        }
        bcopy(arguments->asyncReference, gKept, sizeof(gKept));
        return kIOReturnSuccess;
    case 2: {
        io_user_reference_t words[1] = {arguments->scalarInput[0]};
        ProbeUserClient::Complete(gKept, kIOReturnSuccess, words, 1);
        OSAsyncReference64 port = {};
        IOUserClient::setAsyncReference64(port, gPort, 0, 0);
        return ProbeUserClient::Complete(port, kIOReturnSuccess, nullptr, 0);
    }
    default:
        return IOUserClient::clientHasPrivilege(gProbe.token, kIOClientPrivilegeAdministrator);
    }
}

IOReturn Memory(UInt32 type, IOOptionBits *, IOMemoryDescriptor ** memory) {
    if (type != 0) {
        return kIOReturnNotFound;
    }
    gPage->retain();
    *memory = gPage;
    return kIOReturnSuccess;
}

IOReturn Notify(mach_port_t port, UInt32) {
    const std::lock_guard lock(gMutex);
    IOUserClient::releaseNotificationPort(gPort);
    gPort = port;
    return kIOReturnSuccess;
}

} // namespace

extern "C" void kext_begin() {
    gProbe = Probe{};
    gPage = IOBufferMemoryDescriptor::withCapacity(4096, kIODirectionOutIn);
    gProbe.call = &Call;
    gProbe.memory = &Memory;
    gProbe.notify = &Notify;
    gProbe.closed = &Forget;
}

extern "C" void kext_end() {
    OSSafeReleaseNULL(gPage);
    gProbe = Probe{};
}
