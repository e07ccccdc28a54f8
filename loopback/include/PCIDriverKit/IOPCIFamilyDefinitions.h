/* Configuration space, as the PCI specification lays it out. Loopback's own text. */
#ifndef LOOPBACK_PCIDRIVERKIT_IOPCIFAMILYDEFINITIONS_H
#define LOOPBACK_PCIDRIVERKIT_IOPCIFAMILYDEFINITIONS_H

#include <DriverKit/IOTypes.h>

/* Offsets of registers. */
enum {
    kIOPCIConfigurationOffsetVendorID = 0x00,
    kIOPCIConfigurationOffsetDeviceID = 0x02,
    kIOPCIConfigurationOffsetCommand = 0x04,
    kIOPCIConfigurationOffsetStatus = 0x06,
    kIOPCIConfigurationOffsetRevisionID = 0x08,
    kIOPCIConfigurationOffsetClassCode = 0x09,
    kIOPCIConfigurationOffsetCacheLineSize = 0x0c,
    kIOPCIConfigurationOffsetLatencyTimer = 0x0d,
    kIOPCIConfigurationOffsetHeaderType = 0x0e,
    kIOPCIConfigurationOffsetBIST = 0x0f,
    kIOPCIConfigurationOffsetBaseAddress0 = 0x10,
    kIOPCIConfigurationOffsetBaseAddress1 = 0x14,
    kIOPCIConfigurationOffsetBaseAddress2 = 0x18,
    kIOPCIConfigurationOffsetBaseAddress3 = 0x1c,
    kIOPCIConfigurationOffsetBaseAddress4 = 0x20,
    kIOPCIConfigurationOffsetBaseAddress5 = 0x24,
    kIOPCIConfigurationOffsetSubSystemVendorID = 0x2c,
    kIOPCIConfigurationOffsetSubSystemID = 0x2e,
    kIOPCIConfigurationOffsetExpansionROMBase = 0x30,
    kIOPCIConfigurationOffsetCapabilitiesPtr = 0x34,
    kIOPCIConfigurationOffsetInterruptLine = 0x3c,
    kIOPCIConfigurationOffsetInterruptPin = 0x3d,
    kIOPCIConfigurationOffsetMinimumGrant = 0x3e,
    kIOPCIConfigurationOffsetMaximumLatency = 0x3f,
};

/* Bits of the command register. */
enum {
    kIOPCICommandIOSpace = 0x0001,
    kIOPCICommandMemorySpace = 0x0002,
    kIOPCICommandBusMaster = 0x0004,
    kIOPCICommandInterruptDisable = 0x0400,
};

/* Bits of the status register. */
enum {
    kIOPCIStatusCapabilities = 0x0010,
};

/* FindPCICapability()'s capabilities; those of PCI Express's extended space are negative. */
enum {
    kIOPCICapabilityIDPowerManagement = 0x01,
    kIOPCICapabilityIDMSI = 0x05,
    kIOPCICapabilityIDPCIExpress = 0x10,
    kIOPCICapabilityIDMSIX = 0x11,
};

/* GetBARInfo()'s type: the low bits of the BAR itself. (inferred: the names are Apple's, the numbers
 * those of the PCI specification) */
enum {
    kPCIBARTypeM32 = 0x0,
    kPCIBARTypeIO = 0x1,
    kPCIBARTypeM64 = 0x4,
    kPCIBARTypeM32PF = 0x8,
    kPCIBARTypeM64PF = 0xc,
};

#endif /* LOOPBACK_PCIDRIVERKIT_IOPCIFAMILYDEFINITIONS_H */
