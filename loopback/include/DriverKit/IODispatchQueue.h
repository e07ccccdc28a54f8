/* Queues: one thing after the other. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_IODISPATCHQUEUE_H
#define LOOPBACK_DRIVERKIT_IODISPATCHQUEUE_H

#include <DriverKit/OSBlock.h>
#include <DriverKit/OSObject.h>

OSLoopbackBlock(void, IODispatchBlock);
OSLoopbackBlock(void, IODispatchQueueCancelHandler);
OSLoopbackBlock(kern_return_t, IODispatchAction);
typedef void (*IODispatchFunction)(void * context);

/* options of Create() */
enum {
    kIODispatchQueueReentrant = 0x00000001,
    kIODispatchQueueMethodsNotSynchronized = 0x00000002,
};

#define IODispatchQueue_Create_ID 0xac000428df2a91d0ULL
#define IODispatchQueue_Create_Args \
    const char *name, uint64_t options, uint64_t priority, IODispatchQueue **queue

extern OSMetaClass * gIODispatchQueueMetaClass;

struct IODispatchQueue_IVars;

class IODispatchQueue : public OSObject {
    OSLoopbackDeclareClass(IODispatchQueue, OSObject);

    static kern_return_t Create(IODispatchQueue_Create_Args);

    bool init() override;
    void free() override;

    /* Whether this thread is running something of this queue, perhaps through another one. */
    bool OnQueue();
    const char * GetName();
    /* Lets what is queued finish, then calls the handler. */
    kern_return_t Cancel(IODispatchQueueCancelHandler handler);
    void DispatchAsync(IODispatchBlock block);
    void DispatchAsync_f(void * context, IODispatchFunction function);
    void DispatchSync(IODispatchBlock block);
    void DispatchSync_f(void * context, IODispatchFunction function);
    /* Runs the action at once if it is this queue's turn, otherwise when it is. */
    kern_return_t RunAction(IODispatchAction action);

    IODispatchQueue_IVars * ivars;
};

#endif /* LOOPBACK_DRIVERKIT_IODISPATCHQUEUE_H */
