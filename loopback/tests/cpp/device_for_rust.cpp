// What the Rust tests have the driver do.
#include <cstring>
#include <map>

#include <PCIDriverKit/IOPCIDevice.h>
#include <USBDriverKit/IOUSBHostInterface.h>

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

// --- USB

struct Stick {
    IOUSBHostPipe * in = nullptr;
    IOUSBHostPipe * out = nullptr;
    std::map<uint64_t, IOBufferMemoryDescriptor *> buffers;
};

static Stick & TheStick() {
    static Stick stick;
    return stick;
}

static IOUSBHostInterface * Usb() {
    return OSDynamicCast(IOUSBHostInterface, TheDeviceTest().provider);
}

static IOUSBHostPipe * PipeAt(uint8_t address) {
    return (address & 0x80) != 0 ? TheStick().in : TheStick().out;
}

static uint8_t * Bytes(uint64_t tag) {
    IOAddressSegment range = {};
    TheStick().buffers[tag]->GetAddressRange(&range);
    return reinterpret_cast<uint8_t *>(range.address);
}

// A driver that opens its USB interface and the pipes 0x81 and 0x02.
extern "C" void device_begin_usb() {
    ResetProbe();
    DeviceTest & test = ResetDeviceTest();
    test.start = [](DeviceDriver * driver, IOService * provider) {
        IOUSBHostInterface * interface = OSDynamicCast(IOUSBHostInterface, provider);
        if (interface == nullptr) {
            return kIOReturnNoDevice;
        }
        kern_return_t ret = interface->Open(driver, 0, nullptr);
        if (ret == kIOReturnSuccess) {
            ret = interface->CopyPipe(0x81, &TheStick().in);
        }
        return ret == kIOReturnSuccess ? interface->CopyPipe(0x02, &TheStick().out) : ret;
    };
    test.stop = [](DeviceDriver * driver, IOService * provider) {
        Stick & stick = TheStick();
        OSSafeReleaseNULL(stick.in);
        OSSafeReleaseNULL(stick.out);
        for (const auto & [tag, buffer] : stick.buffers) {
            buffer->release();
        }
        stick.buffers.clear();
        return OSDynamicCast(IOUSBHostInterface, provider)->Close(driver, 0);
    };
}

// Asks for a transfer, with a buffer of its own that holds the bytes.
static int32_t Ask(
    uint8_t address, uint64_t tag, const uint8_t * bytes, uint32_t length, uint32_t timeoutMs) {
    int32_t ret = kIOReturnSuccess;
    OnDriver([&] {
        IOBufferMemoryDescriptor * buffer = nullptr;
        ret = Usb()->CreateIOBuffer(kIOMemoryDirectionInOut, length == 0 ? 1 : length, &buffer);
        if (ret != kIOReturnSuccess) {
            return;
        }
        TheStick().buffers[tag] = buffer;
        if (bytes != nullptr) {
            std::memcpy(Bytes(tag), bytes, length);
        }
        OSAction * action = TheDeviceTest().driver->CreateAction(tag);
        ret = PipeAt(address)->AsyncIO(buffer, length, action, timeoutMs);
        action->release();
    });
    return ret;
}

extern "C" int32_t device_transfer(
    uint8_t address, uint64_t tag, const uint8_t * bytes, uint32_t length) {
    return Ask(address, tag, bytes, length, 0);
}

extern "C" int32_t device_transfer_within(
    uint8_t address, uint64_t tag, uint32_t length, uint32_t milliseconds) {
    return Ask(address, tag, nullptr, length, milliseconds);
}

// Waits until so many transfers are over, and tells of the last one of them; how many there are.
extern "C" size_t device_done(
    size_t count, uint64_t * tag, int32_t * status, uint32_t * bytes) {
    const std::vector<Done> done = TheDeviceTest().Wait(count);
    if (done.size() >= count) {
        *tag = done[count - 1].tag;
        *status = done[count - 1].status;
        *bytes = done[count - 1].bytes;
    }
    return done.size();
}

extern "C" void device_buffer(uint64_t tag, uint8_t * to, size_t length) {
    OnDriver([&] { std::memcpy(to, Bytes(tag), length); });
}

extern "C" int32_t device_clear_stall(uint8_t address) {
    int32_t ret = kIOReturnSuccess;
    OnDriver([&] { ret = PipeAt(address)->ClearStall(true); });
    return ret;
}

// A control request with the bytes, which hold what came afterwards.
extern "C" int32_t device_request(
    uint8_t type, uint8_t request, uint16_t value, uint8_t * bytes, uint16_t length,
    uint16_t * transferred) {
    int32_t ret = kIOReturnSuccess;
    OnDriver([&] {
        IOBufferMemoryDescriptor * buffer = nullptr;
        IOAddressSegment range = {};
        Usb()->CreateIOBuffer(kIOMemoryDirectionInOut, length, &buffer);
        buffer->GetAddressRange(&range);
        std::memcpy(reinterpret_cast<void *>(range.address), bytes, length);
        ret = Usb()->DeviceRequest(type, request, value, 0, length, buffer, transferred, 0);
        std::memcpy(bytes, reinterpret_cast<const void *>(range.address), length);
        buffer->release();
    });
    return ret;
}
