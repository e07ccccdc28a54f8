/* Atomic arithmetic; each answers the value before. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_LIBKERN_OSATOMIC_H
#define LOOPBACK_KERNEL_LIBKERN_OSATOMIC_H

#include <libkern/OSTypes.h>

static inline SInt32 OSAddAtomic(SInt32 amount, volatile SInt32 * address) {
    return __atomic_fetch_add(address, amount, __ATOMIC_SEQ_CST);
}
static inline SInt64 OSAddAtomic64(SInt64 amount, volatile SInt64 * address) {
    return __atomic_fetch_add(address, amount, __ATOMIC_SEQ_CST);
}
static inline SInt32 OSIncrementAtomic(volatile SInt32 * address) {
    return OSAddAtomic(1, address);
}
static inline SInt32 OSDecrementAtomic(volatile SInt32 * address) {
    return OSAddAtomic(-1, address);
}
static inline UInt32 OSBitOrAtomic(UInt32 mask, volatile UInt32 * address) {
    return __atomic_fetch_or(address, mask, __ATOMIC_SEQ_CST);
}
static inline UInt32 OSBitAndAtomic(UInt32 mask, volatile UInt32 * address) {
    return __atomic_fetch_and(address, mask, __ATOMIC_SEQ_CST);
}
/* Whether `address` had the old value, and has the new one now. */
static inline Boolean OSCompareAndSwap(UInt32 oldValue, UInt32 newValue, volatile UInt32 * address) {
    return __atomic_compare_exchange_n(
        address, &oldValue, newValue, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}
static inline void OSMemoryBarrier(void) { __atomic_thread_fence(__ATOMIC_SEQ_CST); }

#endif /* LOOPBACK_KERNEL_LIBKERN_OSATOMIC_H */
