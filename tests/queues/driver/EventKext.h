// A kext that tells whoever listens.

#ifndef EventKext_h
#define EventKext_h

#include <IOKit/IOLocks.h>
#include <IOKit/IOService.h>

class EventUserClient;

class EventKext : public IOService
{
    OSDeclareDefaultStructors(EventKext)

public:
    bool start(IOService * provider) override;
    void free() override;
    IOReturn newUserClient(
        task_t owningTask, void * securityToken, UInt32 type, OSDictionary * properties,
        IOUserClient ** handler) override;

    /// Makes a client the one that listens, unless it is null.
    void Listen(EventUserClient * client);
    /// The client doesn't listen any more.
    void Leave(EventUserClient * client);
    /// Who listens, with a reference; null if nobody does.
    EventUserClient * CopyListener();

private:
    IOLock * fLock;
    EventUserClient * fListener;
};

#endif
