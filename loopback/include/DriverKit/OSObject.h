/* The base of every object of a driver. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_OSOBJECT_H
#define LOOPBACK_DRIVERKIT_OSOBJECT_H

#include <string.h>

#include <DriverKit/OSMetaClass.h>

/* iig's attributes mean nothing to a compiler. */
#define IIG_KERNEL
#define IIG_NATIVE
#define IIG_LOCAL
#define IIG_LOCALONLY
#define IIG_REMOTE
#define IIG_LOCALHOST
#define IIG_INVOKEREPLY
#define IIG_REPLY
#define IIG_PORTMAKESEND
#define IIG_PORTCOPYSEND
#define IIG_TARGET
#define IIG_TYPE(p)
#define IIG_EXTENDS(cls)
#define IIG_QUEUENAME(name)
#define IIG_SERIALIZABLE

class OSObject;
class OSContainer;
class OSData;
class OSNumber;
class OSString;
class OSBoolean;
class OSDictionary;
class OSArray;
class IODispatchQueue;

typedef OSObject * OSObjectPtr;
typedef char IODispatchQueueName[256];

#define OSObject_SetDispatchQueue_ID 0xe608ae8273dae1bcULL
#define OSObject_CopyDispatchQueue_ID 0x95115b48fd29f7c9ULL

#define OSObject_SetDispatchQueue_Args const char *name, IODispatchQueue *queue
#define OSObject_CopyDispatchQueue_Args const char *name, IODispatchQueue **queue

extern OSMetaClass * gOSObjectMetaClass;
extern const OSClassLoadInformation OSObject_Class;

class OSObject : public OSMetaClassBase {
public:
    static OSMetaClass * sGetMetaClass() { return gOSObjectMetaClass; }
    static kern_return_t _Dispatch(OSObject * self, const IORPC rpc);
    kern_return_t Dispatch(const IORPC rpc) override;

    virtual bool init();
    virtual void free();
    void retain() const override;
    void release() const override;

    OSLoopbackDeclareMethod(OSObject, SetDispatchQueue);
    OSLoopbackDeclareMethod(OSObject, CopyDispatchQueue);
};

#endif /* LOOPBACK_DRIVERKIT_OSOBJECT_H */
