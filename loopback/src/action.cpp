// OSAction: who receives which message.
#include "action.h"

#include <cstdlib>
#include <cstring>
#include <vector>

#include <DriverKit/IOService.h>
#include <DriverKit/IOUserClient.h>
#include <DriverKit/OSString.h>

#include "async_completion.h"
#include "classes.h"
#include "dispatch_queue.h"
#include "fail.h"
#include "make.h"
#include "service.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(OSAction, "OSObject");

namespace {

// A message on its way to the target of an action: a copy, which keeps the objects in it alive.
class Sent {
public:
    Sent(const IORPC & rpc, uint64_t msgid, OSObject * target) : bytes_(rpc.sendSize) {
        std::memcpy(bytes_.data(), rpc.message, rpc.sendSize);
        IORPCMessage * message = IORPCMessageFromMach(mach(), false);
        message->msgid = msgid;
        unsigned char * refs = IORPCMessageObjects(message);
        const auto self = reinterpret_cast<OSObjectRef>(target);
        std::memcpy(refs, &self, sizeof(self));
        for (uint64_t index = 0; index < message->objectRefs; ++index) {
            OSObjectRef reference = 0;
            std::memcpy(&reference, refs + index * sizeof(reference), sizeof(reference));
            if (auto * object = reinterpret_cast<OSObject *>(reference)) {
                object->retain();
                objects_.push_back(object);
            }
        }
    }
    ~Sent() {
        for (OSObject * object : objects_) {
            object->release();
        }
    }
    Sent(const Sent &) = delete;
    Sent & operator=(const Sent &) = delete;

    IORPC rpc() { return IORPC{mach(), nullptr, static_cast<uint32_t>(bytes_.size()), 0}; }

private:
    IORPCMessageMach * mach() { return reinterpret_cast<IORPCMessageMach *>(bytes_.data()); }

    std::vector<unsigned char> bytes_;
    std::vector<OSObject *> objects_;
};

} // namespace

namespace loopback {

OSAction * MakeCompletion(Completion completion) {
    OSAction * action = Make<OSAction>();
    if (action != nullptr) {
        action->ivars->msgid = IOUserClient_AsyncCompletion_ID;
        action->ivars->completion = std::move(completion);
    }
    return action;
}

} // namespace loopback

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
        std::free(ivars->reference);
        delete ivars;
    }
    super::free();
}

kern_return_t OSAction::Dispatch(const IORPC rpc) { return _Dispatch(this, rpc); }

// A message that is sent to an action goes to the action's target, as the message that the target
// asked for, on the target's queue, and later: nobody waits for it (xnu IOUserServer.cpp,
// IOUserServer::target).
kern_return_t OSAction::_Dispatch(OSAction * self, const IORPC rpc) {
    const IORPCMessage * message = IORPCMessageFromMach(rpc.message, false);
    if (message == nullptr) {
        return kIOReturnIPCError;
    }
    if (message->msgid != self->ivars->msgid) {
        return super::_Dispatch(self, rpc);
    }
    if (self->ivars->completion) {
        const AsyncCompletionArguments arguments = ReadAsyncCompletion(rpc);
        self->ivars->completion(arguments.status, arguments.data, arguments.count);
        return kIOReturnSuccess;
    }
    const std::lock_guard lock(self->ivars->mutex);
    auto * target = static_cast<IOService *>(self->ivars->target);
    if (target == nullptr) {
        return kIOReturnAborted;
    }
    const uint64_t msgid = self->ivars->targetmsgid;
    IODispatchQueue * queue = CopyQueueFor(target, msgid);
    if (queue == nullptr) {
        return kIOReturnNotReady;
    }
    self->retain();
    const auto sent = std::make_shared<Sent>(rpc, msgid, target);
    RunLaterOn(queue, [self, target, sent] {
        target->Invoke(sent->rpc());
        self->release();
    });
    queue->release();
    return kIOReturnSuccess;
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
        Fail(
            "an OSAction's target must be an IOService, not an %s: declare the callback on the service and "
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
    OSObject * target = nullptr;
    {
        const std::lock_guard lock(ivars->mutex);
        std::swap(target, ivars->target);
    }
    if (handler) {
        handler();
    }
    OSSafeReleaseNULL(target);
    return kIOReturnSuccess;
}

kern_return_t OSAction::SetAbortedHandler(OSActionAbortedHandler handler) {
    (void)handler;
    Note("OSAction::SetAbortedHandler: the loopback doesn't call it yet");
    return kIOReturnSuccess;
}
