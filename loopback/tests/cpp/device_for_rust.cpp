// What the Rust tests have the driver do.
#include <PCIDriverKit/IOPCIDevice.h>

#include "device_driver.h"
#include "probe.h"

static IOPCIDevice * Pci() { return OSDynamicCast(IOPCIDevice, TheDeviceTest().provider); }

// Memory type 0x100 is BAR 0, 0x200 the same without writing.
static kern_return_t CopyBar(uint64_t type, uint64_t * options, IOMemoryDescriptor ** memory) {
    uint8_t index = 0, barType = 0;
    uint64_t size = 0;
    const kern_return_t ret = Pci()->GetBARInfo(0, &index, &size, &barType);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    *options = type == 0x200 ? kIOUserClientMemoryReadOnly : 0;
    return Pci()->_CopyDeviceMemoryWithIndex(index, memory, TheDeviceTest().driver);
}

static void ResetProbe() {
    gProbe = Probe{};
    gProbe.clientInitResult = true;
    gProbe.registers = true;
    gProbe.stopsSuper = true;
}

// A driver that opens its PCI device, and shares BAR 0.
extern "C" void device_begin_pci() {
    ResetProbe();
    gProbe.copyMemory = &CopyBar;
    DeviceTest & test = ResetDeviceTest();
    test.start = [](DeviceDriver * driver, IOService * provider) {
        IOPCIDevice * device = OSDynamicCast(IOPCIDevice, provider);
        return device != nullptr ? device->Open(driver, 0) : kIOReturnNoDevice;
    };
    test.stop = [](DeviceDriver * driver, IOService * provider) {
        OSDynamicCast(IOPCIDevice, provider)->Close(driver, 0);
        return kIOReturnSuccess;
    };
}

extern "C" uint32_t device_read_register(uint8_t index, uint64_t offset) {
    uint32_t value = 0;
    OnDriver([&] { Pci()->MemoryRead32(index, offset, &value); });
    return value;
}

extern "C" void device_write_register(uint8_t index, uint64_t offset, uint32_t value) {
    OnDriver([&] { Pci()->MemoryWrite32(index, offset, value); });
}

extern "C" void device_enable_memory() {
    OnDriver([&] {
        uint16_t command = 0;
        Pci()->ConfigurationRead16(kIOPCIConfigurationOffsetCommand, &command);
        Pci()->ConfigurationWrite16(
            kIOPCIConfigurationOffsetCommand,
            static_cast<uint16_t>(command | kIOPCICommandMemorySpace));
    });
}
