/* What sends a driver messages by itself. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_IODISPATCHSOURCE_H
#define LOOPBACK_DRIVERKIT_IODISPATCHSOURCE_H

#include <DriverKit/IODispatchQueue.h>
#include <DriverKit/OSAction.h>

OSLoopbackBlock(void, IODispatchSourceCancelHandler);

extern OSMetaClass * gIODispatchSourceMetaClass;

struct IODispatchSource_IVars;

class IODispatchSource : public OSObject {
    OSLoopbackDeclareClass(IODispatchSource, OSObject);

    bool init() override;
    void free() override;

    /* Sends nothing any more and lets its action go; then calls the handler, on its queue. */
    kern_return_t Cancel(IODispatchSourceCancelHandler handler);
    kern_return_t SetEnable(bool enable);
    /* Calls the handler afterwards, on its queue. */
    kern_return_t SetEnableWithCompletion(bool enable, IODispatchSourceCancelHandler handler);

    IODispatchSource_IVars * ivars;
};

#endif /* LOOPBACK_DRIVERKIT_IODISPATCHSOURCE_H */
