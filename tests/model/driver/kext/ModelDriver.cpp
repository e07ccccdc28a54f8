// The kext of every random spec: its user client is of the class that IOUserClientClass names.

#include <IOKit/IOService.h>

class ModelDriver : public IOService
{
    OSDeclareDefaultStructors(ModelDriver)

public:
    bool start(IOService * provider) override;
};

OSDefineMetaClassAndStructors(ModelDriver, IOService)

bool ModelDriver::start(IOService * provider)
{
    if (!IOService::start(provider)) {
        return false;
    }
    registerService();
    return true;
}
