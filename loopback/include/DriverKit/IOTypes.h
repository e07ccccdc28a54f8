/* The plain types of DriverKit. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_IOTYPES_H
#define LOOPBACK_DRIVERKIT_IOTYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "IOReturn.h"

typedef uint32_t IOOptionBits;
typedef int32_t IOFixed;
typedef uint32_t IOVersion;
typedef uint32_t IOItemCount;
typedef uint32_t IOCacheMode;

typedef uint32_t IOByteCount32;
typedef uint64_t IOByteCount64;
typedef IOByteCount64 IOByteCount;

typedef uint32_t IOPhysicalAddress32;
typedef uint64_t IOPhysicalAddress64;
typedef uint32_t IOPhysicalLength32;
typedef uint64_t IOPhysicalLength64;
typedef IOPhysicalAddress64 IOPhysicalAddress;
typedef IOPhysicalLength64 IOPhysicalLength;
typedef uint64_t IOVirtualAddress;

typedef uint8_t UInt8;
typedef uint16_t UInt16;
typedef uint32_t UInt32;
typedef uint64_t UInt64;
typedef int8_t SInt8;
typedef int16_t SInt16;
typedef int32_t SInt32;
typedef int64_t SInt64;
typedef unsigned char Boolean;

#endif /* LOOPBACK_DRIVERKIT_IOTYPES_H */
