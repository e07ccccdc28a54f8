/* The plain types of the kernel's C++. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_LIBKERN_OSTYPES_H
#define LOOPBACK_KERNEL_LIBKERN_OSTYPES_H

#include "../../include/DriverKit/IOTypes.h"

/* The kernel's classes have the names of DriverKit's, and the loopback links both into one program:
 * here they carry a mark in the linker's names. For a Mac they have the names of the kernel's. */
#if defined(__APPLE__)
#define LOOPBACK_KERNEL
#else
#define LOOPBACK_KERNEL __attribute__((abi_tag("kernel")))
#endif

#ifdef __cplusplus
/* Each must be marked where it is first named. */
class LOOPBACK_KERNEL OSMetaClassBase;
class LOOPBACK_KERNEL OSMetaClass;
class LOOPBACK_KERNEL OSObject;
class LOOPBACK_KERNEL OSCollection;
class LOOPBACK_KERNEL OSArray;
class LOOPBACK_KERNEL OSBoolean;
class LOOPBACK_KERNEL OSData;
class LOOPBACK_KERNEL OSDictionary;
class LOOPBACK_KERNEL OSNumber;
class LOOPBACK_KERNEL OSString;
class LOOPBACK_KERNEL OSSymbol;
class LOOPBACK_KERNEL IORegistryEntry;
class LOOPBACK_KERNEL IOService;
class LOOPBACK_KERNEL IOUserClient;
class LOOPBACK_KERNEL IOUserClient2022;
class LOOPBACK_KERNEL IOMemoryDescriptor;
class LOOPBACK_KERNEL IOMemoryMap;
class LOOPBACK_KERNEL IOSubMemoryDescriptor;
class LOOPBACK_KERNEL IOBufferMemoryDescriptor;
class LOOPBACK_KERNEL IOEventSource;
class LOOPBACK_KERNEL IOWorkLoop;
class LOOPBACK_KERNEL IOTimerEventSource;
class LOOPBACK_KERNEL IOInterruptEventSource;
class LOOPBACK_KERNEL IODataQueue;
class LOOPBACK_KERNEL IOSharedDataQueue;
#endif

/* The same for a function in C whose parameters differ from DriverKit's. */
#if defined(__APPLE__)
#define LOOPBACK_KERNEL_NAME(name)
#else
#define LOOPBACK_KERNEL_NAME(name) __asm__("loopback_kernel_" #name)
#endif

#ifndef TRUE
#define TRUE 1
#endif
#ifndef FALSE
#define FALSE 0
#endif

#endif /* LOOPBACK_KERNEL_LIBKERN_OSTYPES_H */
