// What an app can do with the USB interface. iigen wrote the beginning of this file once.
//
// Calls, callbacks, Start and Stop all run on the queue of the user client, one after the other: no
// lock is needed.

#include "SharedBufferUserClient.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>
#include <USBDriverKit/IOUSBHostFamilyDefinitions.h>
#include <USBDriverKit/IOUSBHostInterface.h>
#include <USBDriverKit/IOUSBHostPipe.h>

#include "SharedBufferDriver.h"
#include "SharedBufferUserClientDispatch.h"

namespace
{

// A transfer of an app's own memory.
struct BytesTransfer
{
    IOMemoryDescriptor * bytes; // retained while it's in flight, and null otherwise
    SharedBufferUserClientSendBytesCompletion completion;
};

const uint32_t kBytesTransfers = 8;

} // namespace

struct SharedBufferUserClient_IVars
{
    SharedBufferUserClientState state; // what the generated code keeps

    SharedBufferDriver * driver; // that was opened; lives longer than its user clients
    IOUSBHostInterface * interface;
    IOUSBHostPipe * pipe;

    SharedBufferUserClientWatchCompletion watching;
    bool busy[kSharedBufferUserClientBuffers]; // in flight: the driver's, not the app's
    BytesTransfer bytesTransfers[kBytesTransfers];
    uint32_t inFlight; // transfers of both kinds

    bool stopping; // Stop waits for the last transfer
};

bool SharedBufferUserClient::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(SharedBufferUserClient_IVars, 1);
    return ivars != nullptr;
}

void SharedBufferUserClient::free()
{
    if (ivars != nullptr) {
        OSSafeReleaseNULL(ivars->pipe);
        OSSafeReleaseNULL(ivars->interface);
        ivars->state.Free();
    }
    IOSafeDeleteNULL(ivars, SharedBufferUserClient_IVars, 1);
    super::free();
}

kern_return_t IMPL(SharedBufferUserClient, Start)
{
    kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    SharedBufferDriver * const driver = OSDynamicCast(SharedBufferDriver, provider);
    if (driver == nullptr) {
        return kIOReturnBadArgument;
    }
    ret = driver->Lend(&ivars->interface, &ivars->pipe);
    if (ret == kIOReturnSuccess) {
        ivars->driver = driver;
    }
    return ret;
}

// The app is gone, or the device. What is in flight is ended, and Stop with the last of it.
kern_return_t IMPL(SharedBufferUserClient, Stop)
{
    ivars->state.Cancel(); // nobody waits any more
    if (ivars->inFlight > 0) {
        ivars->stopping = true;
        // If the device is gone, this fails, and the transfers have ended already.
        ivars->pipe->Abort(kIOUSBAbortAsynchronous, kIOReturnAborted, nullptr);
        return kIOReturnSuccess;
    }
    if (ivars->driver != nullptr) { // unless Start has failed
        ivars->driver->Return();
    }
    return Stop(provider, SUPERDISPATCH);
}

SharedBufferUserClientState * SharedBufferUserClient::State()
{
    return &ivars->state;
}

kern_return_t SharedBufferUserClient::CopyBufferInterface(
    uint32_t /* index */, IOUSBHostInterface ** interface)
{
    ivars->interface->retain();
    *interface = ivars->interface;
    return kIOReturnSuccess;
}

kern_return_t SharedBufferUserClient::Watch(SharedBufferUserClientWatchCompletion completion)
{
    ivars->watching = completion.Move(); // and cancels the one before
    return kIOReturnSuccess;
}

kern_return_t SharedBufferUserClient::Send(uint32_t buffer, uint32_t length)
{
    if (!ivars->watching) {
        return kIOReturnNotReady; // nobody would learn when the buffer is free
    }
    if (ivars->busy[buffer]) {
        return kIOReturnBusy;
    }
    // Made here if the app has never mapped it: it's zeroed then.
    uint8_t * bytes = nullptr;
    kern_return_t ret = ivars->state.GetBuffer(this, buffer, &bytes);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    OSAction * action = nullptr;
    ret = SharedBufferUserClientCreateBufferSent(this, { buffer }, &action);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ret = ivars->pipe->AsyncIO(ivars->state.bufferMemory[buffer], length, action, 0);
    OSSafeReleaseNULL(action); // the transfer has its own reference
    if (ret == kIOReturnSuccess) {
        ivars->busy[buffer] = true;
        ivars->inFlight += 1;
    }
    return ret;
}

kern_return_t SharedBufferUserClient::SendBytes(
    SharedBufferUserClientSendBytesCompletion completion,
    IOMemoryDescriptor * bytes,
    uint64_t bytesLength)
{
    uint32_t slot = 0;
    while (slot < kBytesTransfers && ivars->bytesTransfers[slot].bytes != nullptr) {
        slot += 1;
    }
    if (slot == kBytesTransfers) {
        return kIOReturnNoResources;
    }
    OSAction * action = nullptr;
    kern_return_t ret = SharedBufferUserClientCreateBytesSent(this, { slot }, &action);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ret = ivars->pipe->AsyncIO(bytes, static_cast<uint32_t>(bytesLength), action, 0);
    OSSafeReleaseNULL(action);
    if (ret == kIOReturnSuccess) {
        // The descriptor was lent for the call: kept for longer, it's retained.
        bytes->retain();
        ivars->bytesTransfers[slot].bytes = bytes;
        ivars->bytesTransfers[slot].completion = completion.Move();
        ivars->inFlight += 1;
    }
    return ret;
}

// A transfer has ended: counts it, where the app sees it, and repairs a pipe that has stalled.
static void Ended(SharedBufferUserClient_IVars * ivars, IOReturn status, uint32_t sent)
{
    ivars->inFlight -= 1;
    Statistics * statistics = nullptr;
    if (ivars->state.GetStatistics(&statistics) == kIOReturnSuccess) {
        statistics->transfers += 1;
        statistics->bytes += sent;
        statistics->failures += status == kIOReturnSuccess ? 0 : 1;
    }
    // Until this, the pipe refuses every transfer. What waited behind the stalled one is aborted, and
    // not sent again: only the app knows whether that makes sense.
    if (status == kUSBHostReturnPipeStalled) {
        ivars->pipe->ClearStall(true);
    }
}

// Whether Stop has waited for the transfer that has just ended.
static bool IsLast(const SharedBufferUserClient_IVars * ivars)
{
    return ivars->stopping && ivars->inFlight == 0;
}

void IMPL(SharedBufferUserClient, BufferSent)
{
    (void)completionTimestamp;
    const uint32_t buffer = SharedBufferUserClientBufferSentContext(action)->buffer;
    Ended(ivars, status, actualByteCount);
    ivars->busy[buffer] = false;
    ivars->watching.Send({ buffer, status, actualByteCount }); // nobody may watch any more
    if (IsLast(ivars)) {
        ivars->driver->Return();
        Stop(ivars->driver, SUPERDISPATCH);
    }
}

void IMPL(SharedBufferUserClient, BytesSent)
{
    (void)completionTimestamp;
    const uint32_t slot = SharedBufferUserClientBytesSentContext(action)->slot;
    BytesTransfer & transfer = ivars->bytesTransfers[slot];
    Ended(ivars, status, actualByteCount);
    OSSafeReleaseNULL(transfer.bytes);
    transfer.completion.Complete(status, actualByteCount);
    if (IsLast(ivars)) {
        ivars->driver->Return();
        Stop(ivars->driver, SUPERDISPATCH);
    }
}
