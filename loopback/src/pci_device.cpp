// IOPCIDevice. Codes and order of checks as in Apple's IOPCIFamily: IOPCIDevice.cpp of PCIDriverKit
// (the driver's side) and of the family itself (_ManageSession, _CopyDeviceMemoryWithIndex).
#include "pci_device.h"

#include "classes.h"
#include "fail.h"
#include "make.h"
#include "memory.h"
#include "service.h"

using namespace loopback;
using pci::Access;

LOOPBACK_DEFINE_CLASS(IOPCIDevice, "IOService");
LOOPBACK_DEFINE_DISPATCH(IOPCIDevice);

// The family knows six BARs and an expansion ROM.
static constexpr uint64_t kLastMemoryIndex = 6;
// Extended capabilities have negative IDs.
static constexpr uint32_t kLastConventionalId = 0xff;

IOService * pci::Device::MakeNub() {
    IOPCIDevice * nub = Make<IOPCIDevice>();
    if (nub != nullptr) {
        nub->ivars->device = shared_from_this();
        nub->IOService::ivars->hardware = shared_from_this();
    }
    return nub;
}

bool IOPCIDevice::init() {
    if (!super::init()) {
        return false;
    }
    ivars = new IOPCIDevice_IVars;
    return true;
}

void IOPCIDevice::free() {
    if (ivars != nullptr) {
        for (const auto & [index, memory] : ivars->memory) {
            memory->release();
        }
        delete ivars;
    }
    super::free();
}

// The device behind the service.
static pci::Device & DeviceOf(const IOPCIDevice_IVars * ivars) {
    if (ivars->device == nullptr) {
        Fail("an IOPCIDevice that the driver made itself is no device");
    }
    return *ivars->device;
}

// An access that can't be made is the driver's mistake: on a Mac it reads through no mapping, or
// past its end.
static void Check(Access access, const char * what, uint64_t offset, unsigned width) {
    switch (access) {
    case Access::kDone:
        break;
    case Access::kNotOpen:
        Fault("%s of IOPCIDevice: the driver has not opened it", what);
        break;
    case Access::kNoSuchMemory:
        Fault("%s of IOPCIDevice: there is no memory of that index", what);
        break;
    case Access::kOutside:
        Fault(
            "%s of IOPCIDevice: %u bytes at 0x%llx are not inside, or not aligned", what, width,
            static_cast<unsigned long long>(offset));
        break;
    }
}

kern_return_t IOPCIDevice::Open(IOService * forClient, IOOptionBits options) {
    (void)options;
    return DeviceOf(ivars).Open(forClient) ? kIOReturnSuccess : kIOReturnNotOpen;
}

void IOPCIDevice::Close(IOService * forClient, IOOptionBits options) {
    (void)options;
    DeviceOf(ivars).Close(forClient);
}

template <class Value>
static void ReadConfig(const IOPCIDevice_IVars * ivars, uint64_t offset, Value * to) {
    uint32_t value = 0;
    Check(
        DeviceOf(ivars).ReadConfig(offset, sizeof(Value), &value), "ConfigurationRead", offset,
        sizeof(Value));
    *to = static_cast<Value>(value);
}

template <class Value>
static void WriteConfig(const IOPCIDevice_IVars * ivars, uint64_t offset, Value value) {
    Check(
        DeviceOf(ivars).WriteConfig(offset, sizeof(Value), value), "ConfigurationWrite", offset,
        sizeof(Value));
}

template <class Value>
static void Read(const IOPCIDevice_IVars * ivars, uint8_t index, uint64_t offset, Value * to) {
    uint64_t value = 0;
    Check(
        DeviceOf(ivars).Read(index, offset, sizeof(Value), &value), "MemoryRead", offset,
        sizeof(Value));
    *to = static_cast<Value>(value);
}

template <class Value>
static void Write(const IOPCIDevice_IVars * ivars, uint8_t index, uint64_t offset, Value value) {
    Check(
        DeviceOf(ivars).Write(index, offset, sizeof(Value), value), "MemoryWrite", offset,
        sizeof(Value));
}

#define ACCESSORS(bits) \
    void IOPCIDevice::MemoryRead##bits( \
        uint8_t memoryIndex, uint64_t offset, uint##bits##_t * readData) { \
        Read(ivars, memoryIndex, offset, readData); \
    } \
    void IOPCIDevice::MemoryWrite##bits( \
        uint8_t memoryIndex, uint64_t offset, uint##bits##_t data) { \
        Write(ivars, memoryIndex, offset, data); \
    }
ACCESSORS(64)
ACCESSORS(32)
ACCESSORS(16)
ACCESSORS(8)
#undef ACCESSORS

#define CONFIGURATION(bits) \
    void IOPCIDevice::ConfigurationRead##bits(uint64_t offset, uint##bits##_t * readData) { \
        ReadConfig(ivars, offset, readData); \
    } \
    void IOPCIDevice::ConfigurationWrite##bits(uint64_t offset, uint##bits##_t data) { \
        WriteConfig(ivars, offset, data); \
    }
CONFIGURATION(32)
CONFIGURATION(16)
CONFIGURATION(8)
#undef CONFIGURATION

// The code for a BAR that isn't there is in no published source. (inferred)
kern_return_t IOPCIDevice::GetBARInfo(
    uint8_t barIndex, uint8_t * memoryIndex, uint64_t * barSize, uint8_t * barType) {
    const pci::Device & device = DeviceOf(ivars);
    const pci::Bar * bar = device.FindBar(barIndex);
    if (bar == nullptr) {
        return kIOReturnNotFound;
    }
    *memoryIndex = device.MemoryIndex(*bar);
    *barSize = bar->size;
    *barType = static_cast<uint8_t>(bar->type);
    return kIOReturnSuccess;
}

kern_return_t IOPCIDevice::_CopyDeviceMemoryWithIndex(
    uint64_t memoryIndex, IOMemoryDescriptor ** returnMemory, IOService * forClient) {
    const pci::Device & device = DeviceOf(ivars);
    *returnMemory = nullptr;
    if (!device.IsOpenFor(forClient)) {
        return kIOReturnNotOpen;
    }
    if (memoryIndex > kLastMemoryIndex) {
        return kIOReturnBadArgument;
    }
    const pci::Bar * bar = device.FindMemory(memoryIndex);
    if (bar == nullptr) {
        return kIOReturnUnsupported;
    }
    if (bar->pages == nullptr) {
        Note(
            "_CopyDeviceMemoryWithIndex: BAR %u is registers of a model, which can't be mapped",
            bar->index);
        return kIOReturnUnsupported;
    }
    const std::lock_guard lock(ivars->mutex);
    IOMemoryDescriptor *& memory = ivars->memory[memoryIndex];
    if (memory == nullptr) {
        memory = MakeDescriptor(bar->pages, 0, bar->size, kIOMemoryDirectionInOut);
        if (memory == nullptr) {
            ivars->memory.erase(memoryIndex);
            return kIOReturnNoMemory;
        }
    }
    memory->retain();
    *returnMemory = memory;
    return kIOReturnSuccess;
}

kern_return_t IOPCIDevice::FindPCICapability(
    uint32_t capabilityID, uint64_t searchOffset, uint64_t * foundCapabilityOffset) {
    if (capabilityID > kLastConventionalId) {
        Note("FindPCICapability: the loopback's devices have no extended capabilities");
        return kIOReturnUnsupported;
    }
    const uint64_t found = DeviceOf(ivars).FindCapability(capabilityID, searchOffset);
    *foundCapabilityOffset = found;
    return found != 0 ? kIOReturnSuccess : kIOReturnNotFound;
}

kern_return_t IOPCIDevice::GetBusDeviceFunction(
    uint8_t * returnBusNumber, uint8_t * returnDeviceNumber, uint8_t * returnFunctionNumber) {
    *returnBusNumber = 1;
    *returnDeviceNumber = 0;
    *returnFunctionNumber = 0;
    return kIOReturnSuccess;
}
