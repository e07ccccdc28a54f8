/* A device on PCI: its configuration space and its memory. Loopback's own text. */
#ifndef LOOPBACK_PCIDRIVERKIT_IOPCIDEVICE_H
#define LOOPBACK_PCIDRIVERKIT_IOPCIDEVICE_H

#include <DriverKit/IOMemoryDescriptor.h>
#include <DriverKit/IOService.h>
#include <PCIDriverKit/IOPCIFamilyDefinitions.h>

extern OSMetaClass * gIOPCIDeviceMetaClass;

struct IOPCIDevice_IVars;

class IOPCIDevice : public IOService {
    OSLoopbackDeclareClass(IOPCIDevice, IOService);

    bool init() override;
    void free() override;

    /* One service at a time has the device open. Nothing that follows works without. */
    kern_return_t Open(IOService * forClient, IOOptionBits options);
    void Close(IOService * forClient, IOOptionBits options);

    /* Configuration space; all ones if it can't be read. */
    void ConfigurationRead32(uint64_t offset, uint32_t * readData);
    void ConfigurationRead16(uint64_t offset, uint16_t * readData);
    void ConfigurationRead8(uint64_t offset, uint8_t * readData);
    void ConfigurationWrite32(uint64_t offset, uint32_t data);
    void ConfigurationWrite16(uint64_t offset, uint16_t data);
    void ConfigurationWrite8(uint64_t offset, uint8_t data);

    /* Memory behind a BAR, by the index that GetBARInfo() answers; all ones if it can't be read. */
    void MemoryRead64(uint8_t memoryIndex, uint64_t offset, uint64_t * readData);
    void MemoryRead32(uint8_t memoryIndex, uint64_t offset, uint32_t * readData);
    void MemoryRead16(uint8_t memoryIndex, uint64_t offset, uint16_t * readData);
    void MemoryRead8(uint8_t memoryIndex, uint64_t offset, uint8_t * readData);
    void MemoryWrite64(uint8_t memoryIndex, uint64_t offset, uint64_t data);
    void MemoryWrite32(uint8_t memoryIndex, uint64_t offset, uint32_t data);
    void MemoryWrite16(uint8_t memoryIndex, uint64_t offset, uint16_t data);
    void MemoryWrite8(uint8_t memoryIndex, uint64_t offset, uint8_t data);

    /* What is behind a BAR: the index of its memory, its size, and a kPCIBARType. */
    kern_return_t GetBARInfo(
        uint8_t barIndex, uint8_t * memoryIndex, uint64_t * barSize, uint8_t * barType);
    /* The memory itself, to be mapped. */
    kern_return_t _CopyDeviceMemoryWithIndex(
        uint64_t memoryIndex, IOMemoryDescriptor ** returnMemory, IOService * forClient);
    /* The next capability of a kind after an offset, 0 to begin with. */
    kern_return_t FindPCICapability(
        uint32_t capabilityID, uint64_t searchOffset, uint64_t * foundCapabilityOffset);
    kern_return_t GetBusDeviceFunction(
        uint8_t * returnBusNumber, uint8_t * returnDeviceNumber, uint8_t * returnFunctionNumber);

    IOPCIDevice_IVars * ivars;
};

#endif /* LOOPBACK_PCIDRIVERKIT_IOPCIDEVICE_H */
