// A PCI device: its registers, its memory, its end.
#include <PCIDriverKit/IOPCIDevice.h>

#include "device_host.h"

static IOPCIDevice * Pci() { return OSDynamicCast(IOPCIDevice, TheDeviceTest().provider); }

// A card with a page of memory, registers that count, and a BAR of 64 bits.
static lb_hardware * Card(const lb_registers * registers = nullptr) {
    lb_hardware * card = lb_pci_new(0x1234, 0x5678, 0x02000003);
    CHECK(lb_pci_bar(card, 0, 4096, 0, nullptr));
    if (registers != nullptr) {
        CHECK(lb_pci_bar(card, 1, 256, 0, registers));
    }
    CHECK(lb_pci_bar(card, 2, 65536, LB_BAR_64_BIT | LB_BAR_PREFETCHABLE, nullptr));
    return card;
}

static kern_return_t OpenIt(DeviceDriver * driver, IOService * provider) {
    IOPCIDevice * device = OSDynamicCast(IOPCIDevice, provider);
    return device != nullptr ? device->Open(driver, 0) : kIOReturnNoDevice;
}

static kern_return_t CloseIt(DeviceDriver * driver, IOService * provider) {
    OSDynamicCast(IOPCIDevice, provider)->Close(driver, 0);
    return kIOReturnSuccess;
}

TEST(a_pci_device_has_a_configuration_space) {
    lb_hardware * card = Card();
    const uint8_t msi[] = {0x80, 0x00, 1, 2, 3, 4};
    CHECK(lb_pci_capability(card, kIOPCICapabilityIDPowerManagement, nullptr, 0));
    CHECK(lb_pci_capability(card, kIOPCICapabilityIDMSI, msi, sizeof(msi)));
    DeviceHost host(card);
    host.test.start = &OpenIt;
    CHECK_CODE(host.Start(), kIOReturnSuccess);
    CHECK(lb_pci_is_open(card));
    OnDriver([] {
        uint32_t ids = 0;
        uint16_t vendor = 0;
        uint8_t revision = 0;
        Pci()->ConfigurationRead32(kIOPCIConfigurationOffsetVendorID, &ids);
        Pci()->ConfigurationRead16(kIOPCIConfigurationOffsetVendorID, &vendor);
        Pci()->ConfigurationRead8(kIOPCIConfigurationOffsetRevisionID, &revision);
        CHECK(ids == 0x56781234 && vendor == 0x1234 && revision == 3);
        // IDs stay, the command takes what it knows.
        Pci()->ConfigurationWrite32(kIOPCIConfigurationOffsetVendorID, 0);
        Pci()->ConfigurationWrite16(kIOPCIConfigurationOffsetCommand, 0xffff);
        uint16_t command = 0;
        Pci()->ConfigurationRead32(kIOPCIConfigurationOffsetVendorID, &ids);
        Pci()->ConfigurationRead16(kIOPCIConfigurationOffsetCommand, &command);
        CHECK(ids == 0x56781234 && command == 0x0407);
        // A BAR tells its size.
        uint32_t bar = 0;
        Pci()->ConfigurationWrite32(kIOPCIConfigurationOffsetBaseAddress0, 0xffffffff);
        Pci()->ConfigurationRead32(kIOPCIConfigurationOffsetBaseAddress0, &bar);
        CHECK(bar == 0xfffff000);
        Pci()->ConfigurationRead32(kIOPCIConfigurationOffsetBaseAddress2, &bar);
        CHECK((bar & 0xf) == kPCIBARTypeM64PF);
        uint64_t offset = 0;
        CHECK_CODE(
            Pci()->FindPCICapability(kIOPCICapabilityIDMSI, 0, &offset), kIOReturnSuccess);
        uint8_t third = 0;
        Pci()->ConfigurationRead8(offset + 4, &third);
        CHECK(third == 1);
        CHECK_CODE(
            Pci()->FindPCICapability(kIOPCICapabilityIDMSI, offset, &offset), kIOReturnNotFound);
        CHECK_CODE(
            Pci()->FindPCICapability(kIOPCICapabilityIDMSIX, 0, &offset), kIOReturnNotFound);
    });
    CHECK(lb_pci_config(card, 4, 2) == 0x0407);
}

TEST(memory_behind_a_bar_is_shared) {
    DeviceHost host(Card());
    host.test.start = &OpenIt;
    host.test.stop = &CloseIt;
    CHECK_CODE(host.Start(), kIOReturnSuccess);
    const uint8_t from[] = {1, 2, 3, 4, 5, 6, 7, 8};
    CHECK(lb_pci_write(host.device, 2, 0xfff8, from, sizeof(from)));
    CHECK(!lb_pci_write(host.device, 2, 0xfff9, from, sizeof(from)));
    CHECK(!lb_pci_write(host.device, 3, 0, from, sizeof(from)));
    OnDriver([] {
        uint8_t index = 0, type = 0;
        uint64_t size = 0;
        CHECK_CODE(Pci()->GetBARInfo(2, &index, &size, &type), kIOReturnSuccess);
        CHECK(index == 1 && size == 65536 && type == kPCIBARTypeM64PF);
        CHECK_CODE(Pci()->GetBARInfo(1, &index, &size, &type), kIOReturnNotFound);
        uint64_t wide = 0;
        uint32_t word = 0;
        uint16_t half = 0;
        uint8_t byte = 0;
        Pci()->MemoryRead64(1, 0xfff8, &wide);
        Pci()->MemoryRead32(1, 0xfff8, &word);
        Pci()->MemoryRead16(1, 0xfffa, &half);
        Pci()->MemoryRead8(1, 0xffff, &byte);
        CHECK(wide == 0x0807060504030201 && word == 0x04030201 && half == 0x0403 && byte == 8);
        Pci()->MemoryWrite64(0, 0, 0x1122334455667788);
        Pci()->MemoryWrite32(0, 8, 0xaabbccdd);
        Pci()->MemoryWrite16(0, 12, 0xeeff);
        Pci()->MemoryWrite8(0, 14, 0x99);
        IOMemoryDescriptor * memory = nullptr;
        CHECK_CODE(
            Pci()->_CopyDeviceMemoryWithIndex(0, &memory, TheDeviceTest().driver),
            kIOReturnSuccess);
        IOMemoryDescriptor * again = nullptr;
        CHECK_CODE(
            Pci()->_CopyDeviceMemoryWithIndex(0, &again, TheDeviceTest().driver),
            kIOReturnSuccess);
        CHECK(memory == again);
        uint64_t length = 0;
        CHECK_CODE(memory->GetLength(&length), kIOReturnSuccess);
        IOMemoryMap * map = nullptr;
        CHECK_CODE(memory->CreateMapping(0, 0, 0, 0, 0, &map), kIOReturnSuccess);
        auto * bytes = reinterpret_cast<volatile uint8_t *>(map->GetAddress());
        CHECK(length == 4096 && bytes[0] == 0x88 && bytes[14] == 0x99);
        bytes[15] = 0x77;
        map->release();
        again->release();
        memory->release();
    });
    uint8_t to[16] = {};
    CHECK(lb_pci_read(host.device, 0, 0, to, sizeof(to)));
    CHECK(to[7] == 0x11 && to[8] == 0xdd && to[12] == 0xff && to[15] == 0x77);
}

TEST(a_pci_device_is_open_for_one) {
    DeviceHost host(Card());
    CHECK_CODE(host.Start(), kIOReturnSuccess);
    OnDriver([] {
        DeviceDriver * driver = TheDeviceTest().driver;
        IOMemoryDescriptor * memory = nullptr;
        CHECK_CODE(Pci()->_CopyDeviceMemoryWithIndex(0, &memory, driver), kIOReturnNotOpen);
        CHECK_CODE(Pci()->Open(nullptr, 0), kIOReturnNotOpen);
        CHECK_CODE(Pci()->Open(driver, 0), kIOReturnSuccess);
        CHECK_CODE(Pci()->Open(Pci(), 0), kIOReturnNotOpen);
        CHECK_CODE(Pci()->_CopyDeviceMemoryWithIndex(0, &memory, Pci()), kIOReturnNotOpen);
        CHECK_CODE(Pci()->_CopyDeviceMemoryWithIndex(7, &memory, driver), kIOReturnBadArgument);
        CHECK_CODE(Pci()->_CopyDeviceMemoryWithIndex(2, &memory, driver), kIOReturnUnsupported);
        // Somebody else's close closes nothing.
        Pci()->Close(Pci(), 0);
        CHECK_CODE(Pci()->_CopyDeviceMemoryWithIndex(0, &memory, driver), kIOReturnSuccess);
        memory->release();
        Pci()->Close(driver, 0);
        CHECK_CODE(Pci()->Open(Pci(), 0), kIOReturnSuccess);
        Pci()->Close(Pci(), 0);
    });
}

TEST(accesses_that_cannot_be_are_faults) {
    DeviceHost host(Card());
    CHECK_CODE(host.Start(), kIOReturnSuccess);
    OnDriver([] {
        uint32_t value = 0;
        Pci()->MemoryRead32(0, 0, &value);
        CHECK(value == 0xffffffff);
        Pci()->Open(TheDeviceTest().driver, 0);
        Pci()->MemoryRead32(0, 4094, &value);
        CHECK(value == 0xffffffff);
        Pci()->MemoryWrite32(0, 2, 0);
        Pci()->MemoryWrite32(9, 0, 0);
        uint16_t half = 0;
        Pci()->ConfigurationRead16(4096, &half);
        CHECK(half == 0xffff);
    });
    CHECK(
        host.host.Finish() ==
        "MemoryRead of IOPCIDevice: the driver has not opened it; "
        "MemoryRead of IOPCIDevice: 4 bytes at 0xffe are not inside, or not aligned; "
        "MemoryWrite of IOPCIDevice: 4 bytes at 0x2 are not inside, or not aligned; "
        "MemoryWrite of IOPCIDevice: there is no memory of that index; "
        "ConfigurationRead of IOPCIDevice: 2 bytes at 0x1000 are not inside, or not aligned; ");
}

// Registers that note each access.
struct Noted {
    std::string text;
    bool gone = false;
};

static uint64_t ReadNoted(void * context, uint64_t offset, uint32_t width) {
    static_cast<Noted *>(context)->text +=
        "r" + std::to_string(width) + "@" + std::to_string(offset) + " ";
    return 0x1122334455667788;
}

static void WriteNoted(void * context, uint64_t offset, uint32_t width, uint64_t value) {
    static_cast<Noted *>(context)->text += "w" + std::to_string(width) + "@" +
                                           std::to_string(offset) + "=" + std::to_string(value) +
                                           " ";
}

static void GoneNoted(void * context) { static_cast<Noted *>(context)->gone = true; }

TEST(registers_of_a_model_see_each_access) {
    Noted noted;
    {
        const lb_registers registers = {&noted, &ReadNoted, &WriteNoted, &GoneNoted};
        DeviceHost host(Card(&registers));
        host.test.start = &OpenIt;
        CHECK_CODE(host.Start(), kIOReturnSuccess);
        OnDriver([] {
            uint8_t byte = 0;
            uint64_t wide = 0;
            Pci()->MemoryRead8(1, 3, &byte);
            Pci()->MemoryRead64(1, 8, &wide);
            CHECK(byte == 0x88 && wide == 0x1122334455667788);
            Pci()->MemoryWrite16(1, 254, 5);
            IOMemoryDescriptor * memory = nullptr;
            CHECK_CODE(
                Pci()->_CopyDeviceMemoryWithIndex(1, &memory, TheDeviceTest().driver),
                kIOReturnUnsupported);
        });
        CHECK(!noted.gone);
        host.Unplug();
        CHECK(noted.text == "r1@3 r8@8 w2@254=5 ");
    }
    CHECK(noted.gone);
}

static kern_return_t CopyBar(uint64_t type, uint64_t * options, IOMemoryDescriptor ** memory) {
    *options = type == 1 ? kIOUserClientMemoryReadOnly : 0;
    return Pci()->_CopyDeviceMemoryWithIndex(0, memory, TheDeviceTest().driver);
}

TEST(a_device_that_goes_while_it_is_mapped_reads_as_ones) {
    DeviceHost host(Card());
    host.test.start = &OpenIt;
    host.test.stop = &CloseIt;
    CHECK_CODE(host.Start(), kIOReturnSuccess);
    const uint32_t connection = host.Connect();
    gProbe.copyMemory = &CopyBar;
    uint8_t * writable = nullptr;
    uint8_t * readOnly = nullptr;
    size_t size = 0;
    lb_machine * machine = host.host.machine;
    CHECK_CODE(lb_map(machine, connection, 0, kAnywhere, &writable, &size), kIOReturnSuccess);
    CHECK_CODE(lb_map(machine, connection, 1, kAnywhere, &readOnly, &size), kIOReturnSuccess);
    CHECK(size == 4096 && writable != readOnly);
    writable[17] = 5;
    uint8_t byte = 0;
    CHECK(lb_pci_read(host.device, 0, 17, &byte, 1));
    CHECK(byte == 5 && readOnly[17] == 5);
    // The driver maps it as well, and reads what the bus has.
    IOMemoryMap * map = nullptr;
    OnDriver([&] {
        IOMemoryDescriptor * memory = nullptr;
        CHECK_CODE(CopyBar(0, &reinterpret_cast<uint64_t &>(size), &memory), kIOReturnSuccess);
        CHECK_CODE(memory->CreateMapping(0, 0, 0, 0, 0, &map), kIOReturnSuccess);
        memory->release();
    });
    bool read = false;
    host.test.stop = [&](DeviceDriver * driver, IOService * provider) {
        IOPCIDevice * device = OSDynamicCast(IOPCIDevice, provider);
        uint32_t word = 0, config = 0;
        device->MemoryRead32(0, 16, &word);
        device->MemoryWrite32(0, 16, 0);
        device->ConfigurationRead32(0, &config);
        read = word == 0xffffffff && config == 0xffffffff &&
               *reinterpret_cast<const uint32_t *>(map->GetAddress() + 16) == 0xffffffff;
        map->release();
        device->Close(driver, 0);
        CHECK_CODE(device->Open(driver, 0), kIOReturnNotOpen);
        return kIOReturnSuccess;
    };
    host.Unplug();
    CHECK(read && host.test.stops == 1);
    for (size_t index = 0; index < 4096; ++index) {
        CHECK(writable[index] == 0xff && readOnly[index] == 0xff);
    }
    CHECK_CODE(Caller{}.Run(host.host.machine, connection), kInvalidDest);
    uint32_t another = 0;
    CHECK_CODE(
        OpenClass(machine, host.host.client, "DeviceDriver", &another), kIOReturnNotFound);
    CHECK(!lb_pci_is_open(host.device));
}

TEST(a_driver_that_leaves_a_device_open_leaves_it) {
    lb_hardware * card = Card();
    DeviceHost host(card);
    host.test.start = &OpenIt;
    CHECK_CODE(host.Start(), kIOReturnSuccess);
    CHECK(lb_pci_is_open(card));
    CHECK(host.host.Finish().empty());
    CHECK(!lb_pci_is_open(card));
}

TEST(a_driver_that_does_not_start_leaves_the_device) {
    lb_hardware * card = Card();
    DeviceHost host(card);
    host.test.start = [](DeviceDriver * driver, IOService * provider) {
        CHECK_CODE(OpenIt(driver, provider), kIOReturnSuccess);
        return kIOReturnNoResources;
    };
    CHECK_CODE(host.Start(), kIOReturnNoResources);
    CHECK(!lb_pci_is_open(card) && host.test.stops == 0);
}
