// A kext that opens user clients.

#ifndef Provider_h
#define Provider_h

#include <IOKit/IOUserClient.h>

/// Lets an app have a new user client of the driver.
inline IOReturn Open(
    IOService * driver,
    IOUserClient * client,
    task_t owningTask,
    void * securityToken,
    UInt32 type,
    OSDictionary * properties,
    IOUserClient ** handler)
{
    if (client == nullptr) {
        return kIOReturnUnsupported; // no such type
    }
    if (!client->initWithTask(owningTask, securityToken, type, properties)) {
        client->release();
        return kIOReturnUnsupported;
    }
    if (!client->attach(driver)) {
        client->release();
        return kIOReturnUnsupported;
    }
    if (!client->start(driver)) {
        client->detach(driver);
        client->release();
        return kIOReturnUnsupported;
    }
    *handler = client;
    return kIOReturnSuccess;
}

/// A driver with a user client for each type of IOServiceOpen: the `type` is in the expression.
#define PROVIDER(Driver, client) \
    class Driver : public IOService { \
        OSDeclareDefaultStructors(Driver) \
\
    public: \
        bool start(IOService * provider) override; \
        IOReturn newUserClient( \
            task_t owningTask, void * securityToken, UInt32 type, OSDictionary * properties, \
            IOUserClient ** handler) override; \
    }; \
    OSDefineMetaClassAndStructors(Driver, IOService) \
    bool Driver::start(IOService * provider) \
    { \
        if (!IOService::start(provider)) { \
            return false; \
        } \
        registerService(); \
        return true; \
    } \
    IOReturn Driver::newUserClient( \
        task_t owningTask, void * securityToken, UInt32 type, OSDictionary * properties, \
        IOUserClient ** handler) \
    { \
        IOUserClient * const made = client; \
        return Open(this, made, owningTask, securityToken, type, properties, handler); \
    }

#endif
