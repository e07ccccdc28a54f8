/* Memory that isn't mapped yet. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_IOMEMORYDESCRIPTOR_H
#define LOOPBACK_DRIVERKIT_IOMEMORYDESCRIPTOR_H

#include <DriverKit/OSObject.h>

class IOMemoryMap;

/* options of the Create functions: the direction of a transfer, seen from memory's owner */
enum {
    kIOMemoryDirectionNone = 0x00000000,
    kIOMemoryDirectionIn = 0x00000001,
    kIOMemoryDirectionOut = 0x00000002,
    kIOMemoryDirectionOutIn = kIOMemoryDirectionIn | kIOMemoryDirectionOut,
    kIOMemoryDirectionInOut = kIOMemoryDirectionOutIn,
    kIOMemoryDisableCopyOnWrite = 0x00000010,
};

/* options of CreateMapping() */
enum {
    kIOMemoryMapFixedAddress = 0x00000001,
    kIOMemoryMapReadOnly = 0x00000002,
    kIOMemoryMapGuardedMask = 0x0000001C,
    kIOMemoryMapGuardedDefault = 0x00000000,
    kIOMemoryMapGuardedNone = 0x00000004,
    kIOMemoryMapGuardedSmall = 0x00000008,
    kIOMemoryMapGuardedLarge = 0x0000000C,
    kIOMemoryMapCacheModeDefault = 0x00000000,
    kIOMemoryMapCacheModeInhibit = 0x00000100,
    kIOMemoryMapCacheModeCopyback = 0x00000200,
    kIOMemoryMapCacheModeWriteThrough = 0x00000400,
    kIOMemoryMapCacheModeRealTime = 0x00000800,
};

struct IOAddressSegment {
    uint64_t address;
    uint64_t length;
};

#define IOMemoryDescriptor_CreateMapping_ID 0xc5e69b0414ff6ee5ULL
#define IOMemoryDescriptor_CreateSubMemoryDescriptor_ID 0xb085b5ee60ac732fULL
#define IOMemoryDescriptor_CreateWithMemoryDescriptors_ID 0xba1530c996c4febcULL

#define IOMemoryDescriptor_CreateMapping_Args \
    uint64_t options, uint64_t address, uint64_t offset, uint64_t length, uint64_t alignment, \
        IOMemoryMap **map
#define IOMemoryDescriptor_CreateSubMemoryDescriptor_Args \
    uint64_t memoryDescriptorCreateOptions, uint64_t offset, uint64_t length, \
        IOMemoryDescriptor *ofDescriptor, IOMemoryDescriptor **memory

extern OSMetaClass * gIOMemoryDescriptorMetaClass;

struct IOMemoryDescriptor_IVars;

class IOMemoryDescriptor : public OSObject {
    OSLoopbackDeclareClass(IOMemoryDescriptor, OSObject);

    bool init() override;
    void free() override;

    kern_return_t GetLength(uint64_t * returnLength);

    OSLoopbackDeclareMethod(IOMemoryDescriptor, CreateMapping);
    OSLoopbackDeclareImpl(IOMemoryDescriptor, CreateMapping);

public:
    static kern_return_t CreateSubMemoryDescriptor(
        IOMemoryDescriptor_CreateSubMemoryDescriptor_Args);

    IOMemoryDescriptor_IVars * ivars;
};

#endif /* LOOPBACK_DRIVERKIT_IOMEMORYDESCRIPTOR_H */
