#include "PciBarDriver.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOLib.h>
#include <DriverKit/IOUserClient.h>
#include <PCIDriverKit/PCIDriverKit.h>

#include "Card.h"

struct PciBarDriver_IVars
{
    IOPCIDevice * device; // open from Start to Stop
    uint8_t registers; // the index of their memory, which isn't the number of their BAR
    bool lent; // user clients have queues of their own: only by atomics
};

bool PciBarDriver::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(PciBarDriver_IVars, 1);
    return ivars != nullptr;
}

void PciBarDriver::free()
{
    if (ivars != nullptr) {
        OSSafeReleaseNULL(ivars->device);
    }
    IOSafeDeleteNULL(ivars, PciBarDriver_IVars, 1);
    super::free();
}

// Finds the registers, and looks whether they are what the driver takes them for.
static kern_return_t FindRegisters(IOPCIDevice * device, uint8_t * memoryIndex)
{
    uint64_t size = 0;
    uint8_t type = 0;
    const kern_return_t ret = device->GetBARInfo(card::kRegistersBar, memoryIndex, &size, &type);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    // Ports would be read in another way.
    return type != kPCIBARTypeIO && size >= card::kRegistersSize ? kIOReturnSuccess
                                                                 : kIOReturnUnsupported;
}

// Lets the card answer, and lets it write memory and interrupt, or not.
static void SetCommand(IOPCIDevice * device, uint16_t bits, bool on)
{
    uint16_t command = 0;
    device->ConfigurationRead16(kIOPCIConfigurationOffsetCommand, &command);
    command = static_cast<uint16_t>(on ? command | bits : command & ~bits);
    device->ConfigurationWrite16(kIOPCIConfigurationOffsetCommand, command);
}

kern_return_t IMPL(PciBarDriver, Start)
{
    kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    IOPCIDevice * const device = OSDynamicCast(IOPCIDevice, provider);
    if (device == nullptr) {
        return kIOReturnNoDevice;
    }
    ret = device->Open(this, 0);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ret = FindRegisters(device, &ivars->registers);
    if (ret == kIOReturnSuccess) {
        SetCommand(device, kIOPCICommandMemorySpace | kIOPCICommandBusMaster, true);
        device->MemoryWrite32(ivars->registers, card::kInterruptEnable, 0);
        device->retain();
        ivars->device = device;
        ret = RegisterService();
    }
    if (ret != kIOReturnSuccess) {
        OSSafeReleaseNULL(ivars->device); // so that Stop, if it comes, has nothing to do
        SetCommand(device, kIOPCICommandBusMaster, false);
        device->Close(this, 0);
    }
    return ret;
}

// All user clients have stopped before. If the card is gone, what is written goes nowhere.
kern_return_t IMPL(PciBarDriver, Stop)
{
    if (ivars->device != nullptr) { // unless Start has failed
        SetCommand(ivars->device, kIOPCICommandBusMaster, false);
        ivars->device->Close(this, 0);
    }
    return Stop(provider, SUPERDISPATCH);
}

kern_return_t IMPL(PciBarDriver, NewUserClient)
{
    if (type != 0) {
        return kIOReturnUnsupported;
    }
    // The class is in the driver's Info.plist, under this name.
    IOService * client = nullptr;
    const kern_return_t ret = Create(this, "UserClientProperties", &client);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    *userClient = OSDynamicCast(IOUserClient, client);
    if (*userClient == nullptr) {
        client->release();
        return kIOReturnError;
    }
    return kIOReturnSuccess;
}

kern_return_t PciBarDriver::Lend(IOPCIDevice ** device, uint8_t * registers)
{
    if (__atomic_exchange_n(&ivars->lent, true, __ATOMIC_ACQ_REL)) {
        return kIOReturnExclusiveAccess;
    }
    ivars->device->retain();
    *device = ivars->device;
    *registers = ivars->registers;
    return kIOReturnSuccess;
}

void PciBarDriver::Return()
{
    __atomic_store_n(&ivars->lent, false, __ATOMIC_RELEASE);
}
