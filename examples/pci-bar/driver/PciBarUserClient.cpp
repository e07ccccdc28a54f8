// What an app can do with the card. iigen wrote the beginning of this file once.
//
// Calls, interrupts, Start and Stop all run on the queue of the user client, one after the other: no
// lock is needed.

#include "PciBarUserClient.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOInterruptDispatchSource.h>
#include <DriverKit/IOLib.h>
#include <PCIDriverKit/PCIDriverKit.h>

#include "Card.h"
#include "PciBarDriver.h"
#include "PciBarUserClientDispatch.h"

// The interrupt of the card's that is listened to.
static const uint32_t kInterrupt = 0;

struct PciBarUserClient_IVars
{
    PciBarUserClientState state; // what the generated code keeps

    PciBarDriver * driver; // that was opened; lives longer than its user clients
    IOPCIDevice * device;
    uint8_t registers; // the index of their memory

    IOInterruptDispatchSource * interrupts; // null once nothing is listened to
    uint64_t interruptCount;
    PciBarUserClientWatchCompletion watching;
    bool playing; // from Play to the interrupt that says it's done
};

bool PciBarUserClient::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(PciBarUserClient_IVars, 1);
    return ivars != nullptr;
}

void PciBarUserClient::free()
{
    if (ivars != nullptr) {
        OSSafeReleaseNULL(ivars->interrupts);
        OSSafeReleaseNULL(ivars->device);
        ivars->state.Free();
    }
    IOSafeDeleteNULL(ivars, PciBarUserClient_IVars, 1);
    super::free();
}

// An interrupt's source that calls Interrupted, on the user client's queue, and is enabled.
static kern_return_t Listen(
    PciBarUserClient * client, IOPCIDevice * device, IOInterruptDispatchSource ** source)
{
    IODispatchQueue * queue = nullptr;
    kern_return_t ret = client->CopyDispatchQueue(kIOServiceDefaultQueueName, &queue);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    IOInterruptDispatchSource * made = nullptr;
    ret = IOInterruptDispatchSource::Create(device, kInterrupt, queue, &made);
    OSSafeReleaseNULL(queue);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    OSAction * action = nullptr;
    ret = client->CreateActionInterrupted(0, &action);
    if (ret == kIOReturnSuccess) {
        ret = made->SetHandler(action);
        OSSafeReleaseNULL(action); // the source has its own reference
    }
    if (ret == kIOReturnSuccess) {
        ret = made->SetEnable(true);
    }
    if (ret != kIOReturnSuccess) {
        made->Cancel(nullptr); // lets the action go, and with it the user client
        OSSafeReleaseNULL(made);
    }
    *source = made;
    return ret;
}

kern_return_t IMPL(PciBarUserClient, Start)
{
    kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    PciBarDriver * const driver = OSDynamicCast(PciBarDriver, provider);
    if (driver == nullptr) {
        return kIOReturnBadArgument;
    }
    ret = driver->Lend(&ivars->device, &ivars->registers);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ret = Listen(this, ivars->device, &ivars->interrupts);
    if (ret != kIOReturnSuccess) {
        driver->Return();
        return ret;
    }
    ivars->driver = driver;
    const uint32_t causes = kCausesDone | kCausesOverrun;
    ivars->device->MemoryWrite32(ivars->registers, card::kInterruptStatus, causes); // old ones
    ivars->device->MemoryWrite32(ivars->registers, card::kInterruptEnable, causes);
    return kIOReturnSuccess;
}

// The app is gone, or the card: then what is written here goes nowhere.
kern_return_t IMPL(PciBarUserClient, Stop)
{
    ivars->state.Cancel(); // nobody waits any more
    if (ivars->driver != nullptr) { // unless Start has failed
        ivars->device->MemoryWrite32(ivars->registers, card::kInterruptEnable, 0);
        ivars->device->MemoryWrite32(ivars->registers, card::kControl, 0); // plays no more
        ivars->interrupts->Cancel(nullptr);
        OSSafeReleaseNULL(ivars->interrupts);
        ivars->driver->Return();
    }
    return Stop(provider, SUPERDISPATCH);
}

PciBarUserClientState * PciBarUserClient::State()
{
    return &ivars->state;
}

// Whether the card still answers. One that was pulled out reads as all ones, and it takes a while
// until Stop comes: all ones may be a value, but not the one of the vendor.
static kern_return_t CheckPresence(IOPCIDevice * device)
{
    uint16_t vendor = card::kNoVendor;
    device->ConfigurationRead16(kIOPCIConfigurationOffsetVendorID, &vendor);
    return vendor != card::kNoVendor ? kIOReturnSuccess : kIOReturnNoDevice;
}

// How much memory is behind a BAR; 0 if there is none.
static uint64_t BarSize(IOPCIDevice * device, uint8_t bar)
{
    uint8_t memoryIndex = 0;
    uint64_t size = 0;
    uint8_t type = 0;
    const kern_return_t ret = device->GetBARInfo(bar, &memoryIndex, &size, &type);
    return ret == kIOReturnSuccess ? size : 0;
}

kern_return_t PciBarUserClient::Identify(Identity * identity)
{
    IOPCIDevice * const device = ivars->device;
    device->ConfigurationRead16(kIOPCIConfigurationOffsetVendorID, &identity->vendor);
    device->ConfigurationRead16(kIOPCIConfigurationOffsetDeviceID, &identity->device);
    device->ConfigurationRead8(kIOPCIConfigurationOffsetRevisionID, &identity->revision);
    for (uint8_t bar = 0; bar < 6; bar++) {
        identity->bars[bar] = BarSize(device, bar);
    }
    return CheckPresence(device); // after it was read, so that the answer is about all of it
}

kern_return_t PciBarUserClient::ReadConfig(uint16_t offset, uint8_t size, uint32_t * value)
{
    // 1, 2 or 4, says the spec, and an offset that is aligned to it leaves no byte outside.
    if (offset % size != 0) {
        return kIOReturnNotAligned;
    }
    uint8_t byte = 0;
    uint16_t half = 0;
    switch (size) {
    case 1:
        ivars->device->ConfigurationRead8(offset, &byte);
        *value = byte;
        break;
    case 2:
        ivars->device->ConfigurationRead16(offset, &half);
        *value = half;
        break;
    default:
        ivars->device->ConfigurationRead32(offset, value);
        break;
    }
    return CheckPresence(ivars->device);
}

kern_return_t PciBarUserClient::ReadRegister(uint32_t offset, uint8_t size, uint32_t * value)
{
    // As above; the driver has looked whether the BAR is as large as the spec says.
    if (offset % size != 0) {
        return kIOReturnNotAligned;
    }
    uint8_t byte = 0;
    uint16_t half = 0;
    switch (size) {
    case 1:
        ivars->device->MemoryRead8(ivars->registers, offset, &byte);
        *value = byte;
        break;
    case 2:
        ivars->device->MemoryRead16(ivars->registers, offset, &half);
        *value = half;
        break;
    default:
        ivars->device->MemoryRead32(ivars->registers, offset, value);
        break;
    }
    return CheckPresence(ivars->device);
}

kern_return_t PciBarUserClient::Set(Setting setting, uint32_t value)
{
    // The value of the enum is the register's offset; only those that it names get here.
    ivars->device->MemoryWrite32(ivars->registers, static_cast<uint32_t>(setting), value);
    return CheckPresence(ivars->device);
}

kern_return_t PciBarUserClient::Play(uint8_t bank, uint32_t length, Control control)
{
    if (ivars->playing) {
        return kIOReturnBusy;
    }
    if (BarSize(ivars->device, bank) < length) {
        return kIOReturnNotFound; // a smaller card, without this bank
    }
    const kern_return_t ret = CheckPresence(ivars->device);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ivars->device->MemoryWrite32(ivars->registers, card::kBank, bank);
    ivars->device->MemoryWrite32(ivars->registers, card::kLength, length);
    ivars->device->MemoryWrite32(ivars->registers, card::kControl, control | card::kControlStart);
    ivars->playing = true;
    return kIOReturnSuccess;
}

kern_return_t PciBarUserClient::Watch(PciBarUserClientWatchCompletion completion)
{
    ivars->watching = completion.Move(); // and cancels the one before
    return kIOReturnSuccess;
}

void IMPL(PciBarUserClient, Interrupted)
{
    (void)action;
    (void)count; // of the source, which tells several as one
    (void)time;
    if (ivars->interrupts == nullptr) {
        return; // stopped meanwhile
    }
    uint32_t causes = 0;
    ivars->device->MemoryRead32(ivars->registers, card::kInterruptStatus, &causes);
    if (causes == card::kAllOnes) {
        return; // the card is gone, and Stop on its way
    }
    causes &= kCausesDone | kCausesOverrun; // a newer card may have others
    if (causes == 0) {
        return; // of another card on the same line
    }
    // Only what was seen is cleared: what comes meanwhile interrupts again.
    ivars->device->MemoryWrite32(ivars->registers, card::kInterruptStatus, causes);
    if ((causes & kCausesDone) != 0) {
        ivars->playing = false;
    }
    ivars->interruptCount += 1;
    ivars->watching.Send({ ivars->interruptCount, causes, 0 }); // nobody may watch
}

// The card, and the driver that has it open: in whose name the memory is asked for.
static kern_return_t CopyDevice(
    const PciBarUserClient_IVars * ivars, IOPCIDevice ** device, IOService ** forClient)
{
    ivars->device->retain();
    *device = ivars->device;
    ivars->driver->retain();
    *forClient = ivars->driver;
    return kIOReturnSuccess;
}

kern_return_t PciBarUserClient::CopySamplesDevice(IOPCIDevice ** device, IOService ** forClient)
{
    return CopyDevice(ivars, device, forClient);
}

kern_return_t PciBarUserClient::CopyBankDevice(
    uint32_t /* index */, IOPCIDevice ** device, IOService ** forClient)
{
    return CopyDevice(ivars, device, forClient);
}
