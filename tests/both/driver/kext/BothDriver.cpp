#include "BothDriver.h"

#include "BothUserClientDispatch.h"

OSDefineMetaClassAndStructors(BothDriver, IOService)

bool BothDriver::start(IOService * provider)
{
    if (!IOService::start(provider)) {
        return false;
    }
    registerService();
    return true;
}

IOReturn BothDriver::newUserClient(
    task_t owningTask, void * securityID, UInt32 type, OSDictionary * properties, IOUserClient ** handler)
{
    if (type != 0) {
        return kIOReturnUnsupported;
    }
    const IOReturn ret = BothUserClientCreate(this, owningTask, securityID, type, properties, handler);
    if (ret == kIOReturnSuccess) {
        __atomic_add_fetch(&fOpened, 1, __ATOMIC_RELAXED);
    }
    return ret;
}

kern_return_t BothDriver::Opened(BothUserClient *, uint32_t * count)
{
    *count = __atomic_load_n(&fOpened, __ATOMIC_RELAXED);
    return kIOReturnSuccess;
}
