// IOTimerEventSource (xnu IOTimerEventSource.cpp): an action at a time.
#include <IOKit/IOTimerEventSource.h>

#include "../clock.h"
#include "../fail.h"
#include "event_source.h"

using namespace loopback;

OSDefineMetaClassAndStructors(IOTimerEventSource, IOEventSource)

namespace {

struct Timer final : kernel::Events {
    explicit Timer(std::shared_ptr<Clock> clock) : clock(std::move(clock)) {}

    const std::shared_ptr<Clock> clock;
    // When; 0 for never.
    uint64_t deadline = 0;
    // Which of the times that were set is meant.
    uint64_t generation = 0;
    uint64_t ticket = 0;
};

Timer & Of(OSLoopbackEventSource & events) { return static_cast<Timer &>(*events.own); }

} // namespace

IOTimerEventSource * IOTimerEventSource::timerEventSource(OSObject * owner, Action action) {
    IOTimerEventSource * made = OSTypeAlloc(IOTimerEventSource);
    if (made != nullptr && !made->init(owner, action)) {
        OSSafeReleaseNULL(made);
    }
    return made;
}

bool IOTimerEventSource::init(OSObject * owner, Action action) {
    const std::shared_ptr<MachineCore> machine = MachineCore::Current();
    if (machine == nullptr) {
        Fail("IOTimerEventSource: this thread is in no kext");
    }
    if (!IOEventSource::init(owner, nullptr)) {
        return false;
    }
    events->action = reinterpret_cast<void (*)()>(action);
    events->own = std::make_shared<Timer>(machine->clock());
    return true;
}

// Forgets the time that the clock knows, and tells it the one that counts now.
void IOTimerEventSource::rearm() {
    const std::lock_guard lock(events->mutex);
    Timer & timer = Of(*events);
    timer.clock->Forget(timer.ticket);
    const uint64_t generation = ++timer.generation;
    if (!events->enabled || timer.deadline == 0 || events->workLoop == nullptr) {
        return;
    }
    const auto fire = [generation](IOEventSource * source) {
        OSLoopbackEventSource & events = *static_cast<IOTimerEventSource *>(source)->events;
        OSObject * owner = nullptr;
        Action action = nullptr;
        {
            const std::lock_guard lock(events.mutex);
            if (!events.enabled || Of(events).generation != generation) {
                return;
            }
            owner = events.owner;
            action = reinterpret_cast<Action>(events.action);
        }
        if (action != nullptr) {
            action(owner, static_cast<IOTimerEventSource *>(source));
        }
    };
    timer.ticket = timer.clock->At(
        timer.deadline, [way = events->way, fire](uint64_t) { way->Post(fire); });
}

IOReturn IOTimerEventSource::setTimeoutMS(UInt32 milliseconds) {
    return setTimeout(milliseconds * UINT64_C(1000000));
}

IOReturn IOTimerEventSource::setTimeoutUS(UInt32 microseconds) {
    return setTimeout(microseconds * UINT64_C(1000));
}

IOReturn IOTimerEventSource::setTimeout(AbsoluteTime interval) {
    const uint64_t now = mach_absolute_time();
    return wakeAtTime(interval < UINT64_MAX - now ? now + interval : UINT64_MAX);
}

IOReturn IOTimerEventSource::wakeAtTime(AbsoluteTime deadline) {
    {
        const std::lock_guard lock(events->mutex);
        if (events->action == nullptr) {
            return kIOReturnNoResources;
        }
        Of(*events).deadline = deadline;
    }
    rearm();
    return kIOReturnSuccess;
}

void IOTimerEventSource::cancelTimeout() {
    {
        const std::lock_guard lock(events->mutex);
        Of(*events).deadline = 0;
    }
    rearm();
}

void IOTimerEventSource::enable() {
    IOEventSource::enable();
    rearm();
}

void IOTimerEventSource::disable() {
    IOEventSource::disable();
    rearm();
}

void IOTimerEventSource::setWorkLoop(IOWorkLoop * workLoop) {
    IOEventSource::setWorkLoop(workLoop);
    rearm();
}
