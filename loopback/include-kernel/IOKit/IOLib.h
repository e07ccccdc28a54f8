/* Memory, time and log of a kext. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IOLIB_H
#define LOOPBACK_KERNEL_IOKIT_IOLIB_H

#include <IOKit/IOLocks.h>
#include <IOKit/IOTypes.h>
#include <libkern/libkern.h>
#include <os/log.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Memory; the length that is freed must be the length that was allotted. */
void * IOMalloc(vm_size_t length);
void * IOMallocZero(vm_size_t length);
void IOFree(void * address, vm_size_t length);

void IOLog(const char * format, ...) LOOPBACK_KERNEL_NAME(IOLog)
    __attribute__((format(printf, 1, 2)));
void IOSleep(unsigned milliseconds) LOOPBACK_KERNEL_NAME(IOSleep);
void IODelay(unsigned microseconds) LOOPBACK_KERNEL_NAME(IODelay);
/* Stops the kernel. */
void panic(const char * format, ...) LOOPBACK_KERNEL_NAME(panic)
    __attribute__((noreturn, format(printf, 1, 2)));

#ifdef __cplusplus
}
#endif

/* Memory that holds no pointers. */
#define IOMallocData(length) IOMalloc(length)
#define IOMallocZeroData(length) IOMallocZero(length)
#define IOFreeData(address, length) IOFree((address), (length))

/* Room for `count` of a type; the elements are not constructed here. */
#define IONew(type, count) ((type *)IOMalloc(sizeof(type) * (vm_size_t)(count)))
#define IONewZero(type, count) ((type *)IOMallocZero(sizeof(type) * (vm_size_t)(count)))
#define IODelete(pointer, type, count) IOFree((pointer), sizeof(type) * (vm_size_t)(count))
#define IOSafeDeleteNULL(pointer, type, count) \
    do { \
        if (pointer) { \
            IODelete(pointer, type, count); \
            (pointer) = NULL; \
        } \
    } while (0)
#define IOMallocType(type) IONewZero(type, 1)
#define IOFreeType(pointer, type) IODelete(pointer, type, 1)

#endif /* LOOPBACK_KERNEL_IOKIT_IOLIB_H */
