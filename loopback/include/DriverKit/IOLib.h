/* Memory, time and log of a driver. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_IOLIB_H
#define LOOPBACK_DRIVERKIT_IOLIB_H

#include <stddef.h>
#include <stdint.h>

#include <DriverKit/IOTypes.h>
#include <os/log.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Memory; the length that is freed must be the length that was allotted. */
void * IOMalloc(size_t length);
void * IOMallocZero(size_t length);
void IOFree(void * address, size_t length);

void IOSleep(uint64_t milliseconds);
void IODelay(uint64_t microseconds);
int IOLog(const char * format, ...) __attribute__((format(printf, 1, 2)));

/* A Mac has its own clock; elsewhere it counts nanoseconds. */
#if !defined(__APPLE__) || TARGET_OS_DRIVERKIT
uint64_t mach_absolute_time(void);
uint64_t mach_continuous_time(void);

struct mach_timebase_info {
    uint32_t numer;
    uint32_t denom;
};
typedef struct mach_timebase_info mach_timebase_info_data_t;
kern_return_t mach_timebase_info(struct mach_timebase_info * info);
#endif

/* Locks; each must be freed. */
typedef struct IOLock IOLock;
IOLock * IOLockAlloc(void);
void IOLockFree(IOLock * lock);
void IOLockLock(IOLock * lock);
bool IOLockTryLock(IOLock * lock);
void IOLockUnlock(IOLock * lock);

#ifdef __cplusplus
}
#endif

/* Room for `count` of a type; the elements are not constructed, as in DriverKit. */
#define IONew(type, count) ((type *)IOMalloc(sizeof(type) * (size_t)(count)))
#define IONewZero(type, count) ((type *)IOMallocZero(sizeof(type) * (size_t)(count)))
#define IODelete(pointer, type, count) IOFree((pointer), sizeof(type) * (size_t)(count))
#define IOSafeDeleteNULL(pointer, type, count) \
    do { \
        if (pointer) { \
            IODelete(pointer, type, count); \
            (pointer) = NULL; \
        } \
    } while (0)
#define IOMallocType(type) IONewZero(type, 1)
#define IOFreeType(pointer, type) IODelete(pointer, type, 1)

#endif /* LOOPBACK_DRIVERKIT_IOLIB_H */
