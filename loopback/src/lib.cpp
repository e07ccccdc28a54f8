// IOLib: memory, time, log, locks.
#include <DriverKit/IOLib.h>

#include <cerrno>
#include <chrono>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <thread>

#include "clock.h"
#include "live.h"
#include "machine.h"

using namespace loopback;

void * IOMalloc(size_t length) {
    void * memory = live::AllocateMemory(length);
    if (memory != nullptr) {
        // Its content is not to be relied on.
        std::memset(memory, 0xa5, length);
    }
    return memory;
}

void * IOMallocZero(size_t length) {
    void * memory = live::AllocateMemory(length);
    if (memory != nullptr) {
        std::memset(memory, 0, length);
    }
    return memory;
}

void IOFree(void * address, size_t length) { live::FreeMemory(address, length); }

void IOSleep(uint64_t milliseconds) {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}

void IODelay(uint64_t microseconds) {
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
}

int IOLog(const char * format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int length = std::vfprintf(stderr, format, arguments);
    va_end(arguments);
    return length;
}

uint64_t mach_absolute_time() {
    const std::shared_ptr<Machine> machine = Machine::Current();
    return machine != nullptr ? machine->clock()->Now() : Clock::Host();
}

uint64_t mach_continuous_time() { return mach_absolute_time(); }

kern_return_t mach_timebase_info(struct mach_timebase_info * info) {
    // mach_absolute_time counts nanoseconds here.
    info->numer = 1;
    info->denom = 1;
    return KERN_SUCCESS;
}

struct IOLock {
    std::mutex mutex;
};

IOLock * IOLockAlloc() {
    void * memory = live::AllocateMemory(sizeof(IOLock));
    return memory == nullptr ? nullptr : new (memory) IOLock;
}

void IOLockFree(IOLock * lock) {
    if (lock != nullptr) {
        lock->~IOLock();
        live::FreeMemory(lock, sizeof(IOLock));
    }
}

void IOLockLock(IOLock * lock) { lock->mutex.lock(); }
bool IOLockTryLock(IOLock * lock) { return lock->mutex.try_lock(); }
void IOLockUnlock(IOLock * lock) { lock->mutex.unlock(); }
