/* Numbers in either order of bytes; both of Apple's kernels are little-endian. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_LIBKERN_OSBYTEORDER_H
#define LOOPBACK_KERNEL_LIBKERN_OSBYTEORDER_H

#include <stdint.h>
#include <string.h>

#define OSSwapInt16(x) ((uint16_t)__builtin_bswap16((uint16_t)(x)))
#define OSSwapInt32(x) ((uint32_t)__builtin_bswap32((uint32_t)(x)))
#define OSSwapInt64(x) ((uint64_t)__builtin_bswap64((uint64_t)(x)))

#define OSSwapHostToBigInt16(x) OSSwapInt16(x)
#define OSSwapHostToBigInt32(x) OSSwapInt32(x)
#define OSSwapHostToBigInt64(x) OSSwapInt64(x)
#define OSSwapBigToHostInt16(x) OSSwapInt16(x)
#define OSSwapBigToHostInt32(x) OSSwapInt32(x)
#define OSSwapBigToHostInt64(x) OSSwapInt64(x)
#define OSSwapHostToLittleInt16(x) ((uint16_t)(x))
#define OSSwapHostToLittleInt32(x) ((uint32_t)(x))
#define OSSwapHostToLittleInt64(x) ((uint64_t)(x))
#define OSSwapLittleToHostInt16(x) ((uint16_t)(x))
#define OSSwapLittleToHostInt32(x) ((uint32_t)(x))
#define OSSwapLittleToHostInt64(x) ((uint64_t)(x))

static inline uint16_t OSReadLittleInt16(const volatile void * base, uintptr_t offset) {
    uint16_t value;
    memcpy(&value, (const char *)(uintptr_t)base + offset, sizeof(value));
    return value;
}
static inline uint32_t OSReadLittleInt32(const volatile void * base, uintptr_t offset) {
    uint32_t value;
    memcpy(&value, (const char *)(uintptr_t)base + offset, sizeof(value));
    return value;
}
static inline uint64_t OSReadLittleInt64(const volatile void * base, uintptr_t offset) {
    uint64_t value;
    memcpy(&value, (const char *)(uintptr_t)base + offset, sizeof(value));
    return value;
}

#endif /* LOOPBACK_KERNEL_LIBKERN_OSBYTEORDER_H */
