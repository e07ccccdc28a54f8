// IOEventSource: what each kind has.
#include "event_source.h"

using namespace loopback;

OSDefineMetaClassAndAbstractStructors(IOEventSource, OSObject)

namespace loopback::kernel {

void Way::Lead(IOEventSource * source, std::shared_ptr<Loop> loop) {
    const std::lock_guard lock(mutex_);
    source_ = source;
    loop_ = std::move(loop);
}

// Who holds the source takes it away here first.
IOEventSource * Way::CopySource() {
    const std::lock_guard lock(mutex_);
    if (source_ != nullptr) {
        source_->retain();
    }
    return source_;
}

void Way::Post(std::function<void(IOEventSource * source)> work) {
    std::shared_ptr<Loop> loop;
    {
        const std::lock_guard lock(mutex_);
        loop = loop_;
    }
    if (loop == nullptr) {
        return;
    }
    loop->Post([self = shared_from_this(), loop, work = std::move(work)] {
        if (IOEventSource * source = self->CopySource()) {
            work(source);
            source->release();
        }
    });
}

} // namespace loopback::kernel

bool IOEventSource::init(OSObject * owner, Action action) {
    if (owner == nullptr || !OSObject::init()) {
        return false;
    }
    events = new OSLoopbackEventSource;
    events->owner = owner;
    setAction(action);
    return true;
}

void IOEventSource::free() {
    delete events;
    OSObject::free();
}

void IOEventSource::setAction(Action action) {
    const std::lock_guard lock(events->mutex);
    events->action = reinterpret_cast<void (*)()>(action);
}

void IOEventSource::enable() {
    const std::lock_guard lock(events->mutex);
    events->enabled = true;
}

void IOEventSource::disable() {
    const std::lock_guard lock(events->mutex);
    events->enabled = false;
}

bool IOEventSource::isEnabled() const {
    const std::lock_guard lock(events->mutex);
    return events->enabled;
}

// xnu IOEventSource.cpp, setWorkLoop: a source on no loop is disabled.
void IOEventSource::setWorkLoop(IOWorkLoop * workLoop) {
    if (workLoop == nullptr) {
        disable();
    }
    const std::lock_guard lock(events->mutex);
    events->workLoop = workLoop;
    events->way->Lead(
        workLoop != nullptr ? this : nullptr, workLoop != nullptr ? workLoop->loop->loop : nullptr);
}

IOWorkLoop * IOEventSource::getWorkLoop() const {
    const std::lock_guard lock(events->mutex);
    return events->workLoop;
}
