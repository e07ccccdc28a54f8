// IORecursiveLock and IORWLock; IOLock is DriverKit's.
#include <IOKit/IOLocks.h>

#include <atomic>
#include <mutex>
#include <new>
#include <shared_mutex>
#include <thread>

#include "../live.h"

using namespace loopback;

namespace {

template <class Lock> Lock * Make() {
    void * memory = live::AllocateMemory(sizeof(Lock));
    return memory == nullptr ? nullptr : new (memory) Lock;
}

template <class Lock> void Destroy(Lock * lock) {
    if (lock != nullptr) {
        lock->~Lock();
        live::FreeMemory(lock, sizeof(Lock));
    }
}

} // namespace

struct IORecursiveLock {
    std::recursive_mutex mutex;
};

IORecursiveLock * IORecursiveLockAlloc() { return Make<IORecursiveLock>(); }
void IORecursiveLockFree(IORecursiveLock * lock) { Destroy(lock); }
void IORecursiveLockLock(IORecursiveLock * lock) { lock->mutex.lock(); }
bool IORecursiveLockTryLock(IORecursiveLock * lock) { return lock->mutex.try_lock(); }
void IORecursiveLockUnlock(IORecursiveLock * lock) { lock->mutex.unlock(); }

struct IORWLock {
    std::shared_mutex mutex;
    // Who has it for writing; one function unlocks both.
    std::atomic<std::thread::id> writer{std::thread::id()};
};

IORWLock * IORWLockAlloc() { return Make<IORWLock>(); }
void IORWLockFree(IORWLock * lock) { Destroy(lock); }
void IORWLockRead(IORWLock * lock) { lock->mutex.lock_shared(); }

void IORWLockWrite(IORWLock * lock) {
    lock->mutex.lock();
    lock->writer = std::this_thread::get_id();
}

void IORWLockUnlock(IORWLock * lock) {
    if (lock->writer.load() == std::this_thread::get_id()) {
        lock->writer = std::thread::id();
        lock->mutex.unlock();
    } else {
        lock->mutex.unlock_shared();
    }
}
