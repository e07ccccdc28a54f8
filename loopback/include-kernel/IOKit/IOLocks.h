/* Locks; each must be freed. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IOLOCKS_H
#define LOOPBACK_KERNEL_IOKIT_IOLOCKS_H

#include <stdbool.h>

#include <IOKit/IOTypes.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One thread at a time. */
typedef struct IOLock IOLock;
IOLock * IOLockAlloc(void);
void IOLockFree(IOLock * lock);
void IOLockLock(IOLock * lock);
bool IOLockTryLock(IOLock * lock);
void IOLockUnlock(IOLock * lock);

/* The same, as often as the thread likes. */
typedef struct IORecursiveLock IORecursiveLock;
IORecursiveLock * IORecursiveLockAlloc(void);
void IORecursiveLockFree(IORecursiveLock * lock);
void IORecursiveLockLock(IORecursiveLock * lock);
bool IORecursiveLockTryLock(IORecursiveLock * lock);
void IORecursiveLockUnlock(IORecursiveLock * lock);

/* Many threads that read, or one that writes. */
typedef struct IORWLock IORWLock;
IORWLock * IORWLockAlloc(void);
void IORWLockFree(IORWLock * lock);
void IORWLockRead(IORWLock * lock);
void IORWLockWrite(IORWLock * lock);
void IORWLockUnlock(IORWLock * lock);

#ifdef __cplusplus
}
#endif

#endif /* LOOPBACK_KERNEL_IOKIT_IOLOCKS_H */
