// The transfers of an app. iigen wrote the beginning of this file once.
//
// Calls, callbacks, Start and Stop all run on the queue of the user client, one after the other: no
// lock is needed.

#include "UsbTransferUserClient.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>
#include <USBDriverKit/IOUSBHostInterface.h>
#include <USBDriverKit/IOUSBHostPipe.h>

#include "UsbTransferDriver.h"
#include "UsbTransferUserClientDispatch.h"

namespace
{

// What is known of the transfer of a slot, beside its context.
struct Slot
{
    UsbTransferUserClientTransferCompletion completion; // who waits for its end
    bool inFlight; // the slot's memory is the controller's, not the app's
};

} // namespace

struct UsbTransferUserClient_IVars
{
    UsbTransferUserClientState state; // what the generated code keeps

    UsbTransferDriver * driver; // that was opened; lives longer than its user clients
    UsbTransferPipes pipes; // lent by it
    uint16_t packetSize; // of the device's packets

    Slot slots[kUsbTransferUserClientSlots];
    uint32_t inFlight;
    uint64_t lastTicket;

    bool stopping; // Stop waits for the last transfer
};

bool UsbTransferUserClient::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(UsbTransferUserClient_IVars, 1);
    return ivars != nullptr;
}

void UsbTransferUserClient::free()
{
    if (ivars != nullptr) {
        OSSafeReleaseNULL(ivars->pipes.in);
        OSSafeReleaseNULL(ivars->pipes.out);
        OSSafeReleaseNULL(ivars->pipes.interface);
        ivars->state.Free();
    }
    IOSafeDeleteNULL(ivars, UsbTransferUserClient_IVars, 1);
    super::free();
}

kern_return_t IMPL(UsbTransferUserClient, Start)
{
    kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    UsbTransferDriver * const driver = OSDynamicCast(UsbTransferDriver, provider);
    if (driver == nullptr) {
        return kIOReturnBadArgument;
    }
    ret = driver->Lend(&ivars->pipes);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    IOUSBStandardEndpointDescriptors descriptors = {};
    ret = ivars->pipes.in->GetDescriptors(&descriptors, kIOUSBGetEndpointDescriptorCurrentPolicy);
    if (ret != kIOReturnSuccess) {
        driver->Return(); // a user client whose Start fails isn't stopped
        return ret;
    }
    ivars->packetSize = descriptors.descriptor.wMaxPacketSize & 0x7ff; // the rest is no size
    ivars->driver = driver;
    return kIOReturnSuccess;
}

// The app is gone, or the device. What is in flight is ended, and Stop with the last of it.
kern_return_t IMPL(UsbTransferUserClient, Stop)
{
    ivars->state.Cancel(); // nobody waits any more
    if (ivars->inFlight > 0) {
        ivars->stopping = true;
        // If the device is gone, these fail, and the transfers have ended already.
        ivars->pipes.in->Abort(kIOUSBAbortAsynchronous, kIOReturnAborted, nullptr);
        ivars->pipes.out->Abort(kIOUSBAbortAsynchronous, kIOReturnAborted, nullptr);
        return kIOReturnSuccess;
    }
    if (ivars->driver != nullptr) { // unless Start has failed
        ivars->driver->Return();
    }
    return Stop(provider, SUPERDISPATCH);
}

UsbTransferUserClientState * UsbTransferUserClient::State()
{
    return &ivars->state;
}

kern_return_t UsbTransferUserClient::CopySlotInterface(
    uint32_t /* index */, IOUSBHostInterface ** interface)
{
    ivars->pipes.interface->retain();
    *interface = ivars->pipes.interface;
    return kIOReturnSuccess;
}

static IOUSBHostPipe * PipeOf(const UsbTransferUserClient_IVars * ivars, Direction direction)
{
    return direction == Direction::In ? ivars->pipes.in : ivars->pipes.out;
}

kern_return_t UsbTransferUserClient::Transfer(
    UsbTransferUserClientTransferCompletion completion,
    uint32_t slot,
    Direction direction,
    uint32_t length,
    uint32_t timeout,
    uint64_t * ticket)
{
    if (ivars->slots[slot].inFlight) {
        return kIOReturnBusy;
    }
    // The device decides how long a packet is. One that doesn't fit is lost, and halts the pipe.
    if (direction == Direction::In && (length == 0 || length % ivars->packetSize != 0)) {
        return kIOReturnNotAligned;
    }
    // Made here if the app has never mapped it.
    uint8_t * bytes = nullptr;
    kern_return_t ret = ivars->state.GetSlot(this, slot, &bytes);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    const TransferContext context = { ivars->lastTicket + 1, slot, direction };
    OSAction * action = nullptr;
    ret = UsbTransferUserClientCreateTransferred(this, context, &action);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ret = PipeOf(ivars, direction)
              ->AsyncIO(ivars->state.slotMemory[slot], length, action, timeout);
    OSSafeReleaseNULL(action); // the transfer has its own reference, if there is one
    if (ret != kIOReturnSuccess) {
        return ret; // and no callback will come
    }
    ivars->slots[slot].inFlight = true;
    ivars->slots[slot].completion = completion.Move();
    ivars->inFlight += 1;
    ivars->lastTicket = context.ticket;
    *ticket = context.ticket;
    return kIOReturnSuccess;
}

kern_return_t UsbTransferUserClient::Abort(Direction direction)
{
    return PipeOf(ivars, direction)->Abort(kIOUSBAbortAsynchronous, kIOReturnAborted, nullptr);
}

kern_return_t UsbTransferUserClient::ClearStall(Direction direction)
{
    return PipeOf(ivars, direction)->ClearStall(true);
}

// Comes exactly once for each transfer that AsyncIO took, in whatever way it has ended.
void IMPL(UsbTransferUserClient, Transferred)
{
    (void)completionTimestamp;
    const TransferContext & context = *UsbTransferUserClientTransferredContext(action);
    Slot & ended = ivars->slots[context.slot];
    ended.inFlight = false;
    ivars->inFlight -= 1;
    // That the transfer failed is what the app wants to know, not that it can't be told.
    ended.completion.Complete(
        kIOReturnSuccess, { context.ticket, status, actualByteCount });
    if (ivars->stopping && ivars->inFlight == 0) {
        ivars->driver->Return();
        Stop(ivars->driver, SUPERDISPATCH);
    }
}
