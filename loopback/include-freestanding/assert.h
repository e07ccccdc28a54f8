/* <assert.h>; only for the driverkit target. Loopback's own text. */
#ifndef LOOPBACK_FREESTANDING_ASSERT_H
#define LOOPBACK_FREESTANDING_ASSERT_H

#if defined(NDEBUG)
#define assert(condition) ((void)0)
#else
#define assert(condition) ((condition) ? (void)0 : __builtin_trap())
#endif

#endif /* LOOPBACK_FREESTANDING_ASSERT_H */
