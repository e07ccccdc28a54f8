// The kext: it opens user clients, and counts them.

#ifndef BothDriver_h
#define BothDriver_h

#include <IOKit/IOService.h>
#include <IOKit/IOUserClient.h>

#include "BothUserClientTypes.h"

class BothUserClient;

class BothDriver : public IOService
{
    OSDeclareDefaultStructors(BothDriver)

public:
    virtual bool start(IOService * provider) override;

    using IOService::newUserClient;
    virtual IOReturn newUserClient(
        task_t owningTask,
        void * securityID,
        UInt32 type,
        OSDictionary * properties,
        IOUserClient ** handler) override;

    kern_return_t Opened(BothUserClient * client, uint32_t * count);

private:
    uint32_t fOpened; // changed and read under locks of several user clients: atomically
};

#endif // BothDriver_h
