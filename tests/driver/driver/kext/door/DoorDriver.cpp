// The provider of several user clients, which says why a client may not open one.

#include "LaxUserClientDispatch.h"
#include "ThroneUserClientDispatch.h"
#include "VaultUserClientDispatch.h"

class DoorDriver : public IOService
{
    OSDeclareDefaultStructors(DoorDriver)

public:
    bool start(IOService * provider) override;
    IOReturn newUserClient(
        task_t owningTask,
        void * securityToken,
        UInt32 type,
        OSDictionary * properties,
        IOUserClient ** handler) override;
};

OSDefineMetaClassAndStructors(DoorDriver, IOService)

bool DoorDriver::start(IOService * provider)
{
    if (!IOService::start(provider)) {
        return false;
    }
    registerService();
    return true;
}

IOReturn DoorDriver::newUserClient(
    task_t owningTask,
    void * securityToken,
    UInt32 type,
    OSDictionary * properties,
    IOUserClient ** handler)
{
    static constexpr decltype(&VaultUserClientCreate) makers[] = {
        VaultUserClientCreate,
        LaxUserClientCreate,
        ThroneUserClientCreate,
    };
    for (const auto make : makers) {
        const IOReturn ret = make(this, owningTask, securityToken, type, properties, handler);
        if (ret != kIOReturnUnsupported) {
            return ret;
        }
    }
    return kIOReturnUnsupported;
}
