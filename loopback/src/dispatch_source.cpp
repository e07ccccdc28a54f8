#include "dispatch_source.h"

#include "classes.h"
#include "dispatch_queue.h"
#include "machine.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(IODispatchSource, "OSObject");
LOOPBACK_DEFINE_DISPATCH(IODispatchSource);

namespace loopback {

Source::Source(bool enabled) : machine_(Machine::Current()), enabled_(enabled) {}

Source::~Source() {
    OSSafeReleaseNULL(handler_);
    OSSafeReleaseNULL(queue_);
}

void Source::SetQueue(IODispatchQueue * queue) {
    queue->retain();
    queue_ = queue;
}

void Source::SetHandler(OSAction * action) {
    if (action != nullptr) {
        action->retain();
    }
    {
        const std::lock_guard lock(mutex_);
        std::swap(action, handler_);
    }
    OSSafeReleaseNULL(action);
    Ready();
}

void Source::Enable(bool enable) {
    {
        const std::lock_guard lock(mutex_);
        enabled_ = enable;
    }
    if (enable) {
        Ready();
    }
}

void Source::Cancel() {
    OSAction * handler = nullptr;
    {
        const std::lock_guard lock(mutex_);
        cancelled_ = true;
        std::swap(handler, handler_);
    }
    OSSafeReleaseNULL(handler);
}

OSAction * Source::CopyReceiver() {
    const std::lock_guard lock(mutex_);
    if (!enabled_ || cancelled_ || handler_ == nullptr) {
        return nullptr;
    }
    handler_->retain();
    return handler_;
}

} // namespace loopback

// Calls what a driver wants to be called afterwards, on the source's queue.
static void After(const Source & source, const IODispatchSourceCancelHandler & handler) {
    if (handler) {
        RunLaterOn(source.queue(), [handler] { handler(); });
    }
}

bool IODispatchSource::init() {
    if (!super::init()) {
        return false;
    }
    ivars = new IODispatchSource_IVars;
    return true;
}

void IODispatchSource::free() {
    delete ivars;
    super::free();
}

kern_return_t IODispatchSource::Cancel(IODispatchSourceCancelHandler handler) {
    ivars->source->Cancel();
    After(*ivars->source, handler);
    return kIOReturnSuccess;
}

kern_return_t IODispatchSource::SetEnable(bool enable) {
    return SetEnableWithCompletion(enable, nullptr);
}

kern_return_t IODispatchSource::SetEnableWithCompletion(
    bool enable, IODispatchSourceCancelHandler handler) {
    ivars->source->Enable(enable);
    After(*ivars->source, handler);
    return kIOReturnSuccess;
}
