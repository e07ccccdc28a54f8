// A kext's provider, as far as names go: `copyin` in a comment is none.
#include <IOKit/IOService.h>
#include <IOKit/IOWorkLoop.h>
#include <sys/proc.h>

#include "DiskDriver.h"

OSDefineMetaClassAndStructors(DiskDriver, IOService)

bool DiskDriver::start(IOService * provider)
{
    workLoop = IOWorkLoop::workLoop();
    lock = IOSimpleLockAlloc();
    pid = proc_selfpid();
    setProperty("IOUserClientClass", "DiskUserClient"); // the name in the text is none either
    registerService();
    return lock != nullptr;
}

IOReturn DiskDriver::read(IOMemoryDescriptor * memory, void * bytes, size_t length)
{
    return memory->readBytes(0, bytes, length) == length ? kIOReturnSuccess : kIOReturnVMError;
}

// IOLockLock is in both, IOLockSleep in the kernel alone.
void DiskDriver::wait(OSDictionary * settings)
{
    IOLockLock(mutex);
    IOLockSleep(mutex, &pid, THREAD_UNINT);
    IOLockUnlock(mutex);
    if (OSCollectionIterator::withCollection(settings) == nullptr) {
        panic("no memory at %llu", mach_absolute_time());
    }
}
