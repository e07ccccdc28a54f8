// OSAction: who receives which message. Sending it is for later.
#include <DriverKit/OSAction.h>

#include <DriverKit/IOService.h>
#include <DriverKit/IOUserClient.h>
#include <DriverKit/OSString.h>

#include <functional>
#include <vector>

#include "classes.h"
#include "fail.h"
#include "make.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(OSAction, "OSObject");
LOOPBACK_DEFINE_DISPATCH(OSAction);

struct OSAction_IVars {
    OSObject * target = nullptr;
    uint64_t targetmsgid = 0;
    uint64_t msgid = 0;
    // From calloc, so aligned for anything.
    void * reference = nullptr;
};

bool OSAction::init() {
    if (!super::init()) {
        return false;
    }
    ivars = new OSAction_IVars;
    return true;
}

void OSAction::free() {
    if (ivars != nullptr) {
        OSSafeReleaseNULL(ivars->target);
        ::free(ivars->reference);
        delete ivars;
    }
    super::free();
}

kern_return_t OSAction::Create(OSAction_Create_Args) {
    OSString * name = OSString::withCString("OSAction");
    const kern_return_t result =
        CreateWithTypeName(target, targetmsgid, msgid, referenceSize, name, action);
    OSSafeReleaseNULL(name);
    return result;
}

kern_return_t OSAction::CreateWithTypeName(OSAction_CreateWithTypeName_Args) {
    *action = nullptr;
    if (OSDynamicCast(IOService, target) == nullptr) {
        // DriverKit aborts here as well: the target has to exist in the kernel.
        Fail("an OSAction's target must be an IOService, not an %s: declare the callback on the service and "
             "keep what it is for in the action's reference",
             target != nullptr ? ClassName(target->getMetaClass()) : "(null)");
    }
    OSMetaClass * meta = FindClass(typeName->getCStringNoCopy());
    if (meta == nullptr) {
        Note("no class %s is linked in", typeName->getCStringNoCopy());
        return kIOReturnBadArgument;
    }
    OSAction * made = OSLoopbackTypeAllocate<OSAction>(meta);
    if (made == nullptr || !made->init()) {
        OSSafeReleaseNULL(made);
        return kIOReturnNoMemory;
    }
    target->retain();
    made->ivars->target = target;
    made->ivars->targetmsgid = targetmsgid;
    made->ivars->msgid = msgid;
    if (referenceSize != 0) {
        made->ivars->reference = std::calloc(1, referenceSize);
    }
    *action = made;
    return kIOReturnSuccess;
}

void * OSAction::GetReference() { return ivars->reference; }

kern_return_t OSAction::Cancel(OSActionCancelHandler handler) {
    OSSafeReleaseNULL(ivars->target);
    if (handler) {
        handler();
    }
    return kIOReturnSuccess;
}

kern_return_t OSAction::SetAbortedHandler(OSActionAbortedHandler handler) {
    (void)handler;
    Note("OSAction::SetAbortedHandler: the loopback doesn't call it yet");
    return kIOReturnSuccess;
}

void IOUserClient::AsyncCompletion(
    OSAction * action, IOReturn status, const IOUserClientAsyncArgumentsArray asyncData,
    uint32_t asyncDataCount, OSDispatchMethod supermethod) {
    (void)action;
    (void)status;
    (void)asyncData;
    (void)asyncDataCount;
    (void)supermethod;
    Fail("AsyncCompletion is not known to the loopback yet");
}

kern_return_t IOUserClient::AsyncCompletion_Invoke(
    const IORPC, OSMetaClassBase *, AsyncCompletion_Handler, const OSMetaClass *) {
    Fail("AsyncCompletion is not known to the loopback yet");
}

kern_return_t IOUserClient::AsyncCompletion_Invoke(
    const IORPC rpc, OSMetaClassBase * target, AsyncCompletion_Handler func) {
    return AsyncCompletion_Invoke(rpc, target, func, nullptr);
}
