#include "EventKext.h"

#include <IOKit/IOUserClient.h>

#include "EventUserClient.h"

OSDefineMetaClassAndStructors(EventKext, IOService)

bool EventKext::start(IOService * provider)
{
    if (!IOService::start(provider)) {
        return false;
    }
    fLock = IOLockAlloc();
    if (fLock == nullptr) {
        return false;
    }
    registerService();
    return true;
}

void EventKext::free()
{
    if (fLock != nullptr) {
        IOLockFree(fLock);
    }
    IOService::free();
}

IOReturn EventKext::newUserClient(
    task_t owningTask, void * securityToken, UInt32 type, OSDictionary * properties,
    IOUserClient ** handler)
{
    EventUserClient * const client = type == 0 ? OSTypeAlloc(EventUserClient) : nullptr;
    if (client == nullptr) {
        return kIOReturnUnsupported;
    }
    if (!client->initWithTask(owningTask, securityToken, type, properties)
        || !client->attach(this)) {
        client->release();
        return kIOReturnNoMemory;
    }
    if (!client->start(this)) {
        client->detach(this);
        client->release();
        return kIOReturnError;
    }
    *handler = client;
    return kIOReturnSuccess;
}

void EventKext::Listen(EventUserClient * client)
{
    IOLockLock(fLock);
    fListener = client;
    IOLockUnlock(fLock);
}

void EventKext::Leave(EventUserClient * client)
{
    IOLockLock(fLock);
    if (fListener == client) {
        fListener = nullptr;
    }
    IOLockUnlock(fLock);
}

EventUserClient * EventKext::CopyListener()
{
    IOLockLock(fLock);
    EventUserClient * const listener = fListener;
    if (listener != nullptr) {
        listener->retain();
    }
    IOLockUnlock(fLock);
    return listener;
}
