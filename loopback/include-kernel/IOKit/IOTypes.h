/* The plain types of IOKit. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IOTYPES_H
#define LOOPBACK_KERNEL_IOKIT_IOTYPES_H

#include <IOKit/IOReturn.h>
#include <libkern/OSTypes.h>
#include <mach/mach_types.h>

typedef IOVirtualAddress IOLogicalAddress;
typedef uint64_t io_user_reference_t;
typedef uint64_t AbsoluteTime;
typedef uint32_t IOAlignment;

typedef struct {
    IOVirtualAddress address;
    mach_vm_size_t length;
} IOVirtualRange;
typedef IOVirtualRange IOAddressRange;

typedef struct {
    IOPhysicalAddress address;
    IOByteCount length;
} IOPhysicalRange;

/* How a structure and numbers travel in the message itself (xnu osfmk/device/device_types.h). */
typedef char io_struct_inband_t[4096];
typedef uint64_t io_scalar_inband64_t[16];
typedef uint64_t io_async_ref64_t[8];

/* memory types, and options of a mapping */
enum {
    kIODefaultMemoryType = 0,
};

enum {
    kIODefaultCache = 0,
    kIOInhibitCache = 1,
    kIOWriteThruCache = 2,
    kIOCopybackCache = 3,
    kIOWriteCombineCache = 4,
    kIOCopybackInnerCache = 5,
    kIOPostedWrite = 6,
    kIORealTimeCache = 7,
    kIOPostedReordered = 8,
    kIOPostedCombinedReordered = 9,
};

enum {
    kIOMapAnywhere = 0x00000001,

    kIOMapCacheMask = 0x00000f00,
    kIOMapCacheShift = 8,
    kIOMapDefaultCache = kIODefaultCache << kIOMapCacheShift,
    kIOMapInhibitCache = kIOInhibitCache << kIOMapCacheShift,
    kIOMapWriteThruCache = kIOWriteThruCache << kIOMapCacheShift,
    kIOMapCopybackCache = kIOCopybackCache << kIOMapCacheShift,
    kIOMapWriteCombineCache = kIOWriteCombineCache << kIOMapCacheShift,
    kIOMapCopybackInnerCache = kIOCopybackInnerCache << kIOMapCacheShift,
    kIOMapPostedWrite = kIOPostedWrite << kIOMapCacheShift,
    kIOMapRealTimeCache = kIORealTimeCache << kIOMapCacheShift,

    /* what an app may ask for */
    kIOMapUserOptionsMask = 0x00000fff,

    kIOMapReadOnly = 0x00001000,
    kIOMapStatic = 0x01000000,
    kIOMapReference = 0x02000000,
    kIOMapUnique = 0x04000000,
};

#endif /* LOOPBACK_KERNEL_IOKIT_IOTYPES_H */
