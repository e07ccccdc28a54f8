/* A callback as an object: who is to receive which message. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_OSACTION_H
#define LOOPBACK_DRIVERKIT_OSACTION_H

#include <DriverKit/OSBlock.h>
#include <DriverKit/OSObject.h>

OSLoopbackBlock(void, OSActionCancelHandler);
OSLoopbackBlock(void, OSActionAbortedHandler);

#define OSAction_Create_ID 0xaa1fc3ce85ce5497ULL
#define OSAction_CreateWithTypeName_ID 0xa0c5b3ed5a8ea283ULL
#define OSAction_Aborted_ID 0xbfb95094c657d68fULL

#define OSAction_Create_Args \
    OSObject *target, uint64_t targetmsgid, uint64_t msgid, size_t referenceSize, OSAction **action
#define OSAction_CreateWithTypeName_Args \
    OSObject *target, uint64_t targetmsgid, uint64_t msgid, size_t referenceSize, \
        OSString *typeName, OSAction **action

extern OSMetaClass * gOSActionMetaClass;

struct OSAction_IVars;

class OSAction : public OSObject {
    OSLoopbackDeclareClass(OSAction, OSObject);

    static kern_return_t Create(OSAction_Create_Args);
    static kern_return_t CreateWithTypeName(OSAction_CreateWithTypeName_Args);

    bool init() override;
    void free() override;

    /* The creator's own bytes, NULL if it asked for none. */
    void * GetReference();
    /* No callback will come any more; then calls the handler. */
    kern_return_t Cancel(OSActionCancelHandler handler);
    kern_return_t SetAbortedHandler(OSActionAbortedHandler handler);

    OSAction_IVars * ivars;
};

#endif /* LOOPBACK_DRIVERKIT_OSACTION_H */
