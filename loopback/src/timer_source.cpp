// IOTimerDispatchSource: a message at a time.
#include <DriverKit/IOTimerDispatchSource.h>

#include "action_message.h"
#include "classes.h"
#include "clock.h"
#include "dispatch_source.h"
#include "machine.h"
#include "make.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(IOTimerDispatchSource, "IODispatchSource");
LOOPBACK_DEFINE_DISPATCH(IOTimerDispatchSource);

namespace {

class Timer final : public Source, public std::enable_shared_from_this<Timer> {
public:
    // (inferred: enabled from the start, as Apple's samples arm it without more)
    Timer() : Source(true) {
        if (const std::shared_ptr<Machine> in = machine()) {
            clock_ = in->clock();
        }
    }
    ~Timer() override { Disarm(); }

    bool Arm(uint64_t deadline) {
        const std::lock_guard lock(mutex_);
        if (clock_ == nullptr) {
            return false;
        }
        clock_->Forget(ticket_);
        ticket_ = clock_->At(deadline, [weak = weak_from_this()](uint64_t now) {
            if (const std::shared_ptr<Timer> timer = weak.lock()) {
                timer->Occur(now);
            }
        });
        return true;
    }

    void Disarm() {
        const std::lock_guard lock(mutex_);
        if (clock_ != nullptr) {
            clock_->Forget(ticket_);
        }
    }

private:
    void Occur(uint64_t now) {
        const Machine::Entered entered(machine());
        OSAction * action = CopyReceiver();
        if (action != nullptr) {
            SendToAction(
                IOTimerDispatchSource_TimerOccurred_ID, action, nullptr, "TimerOccurred", now);
            action->release();
        }
    }

    std::mutex mutex_;
    std::shared_ptr<Clock> clock_;
    uint64_t ticket_ = 0;
};

} // namespace

bool IOTimerDispatchSource::init() {
    if (!super::init()) {
        return false;
    }
    ivars->source = std::make_shared<Timer>();
    return true;
}

void IOTimerDispatchSource::free() { super::free(); }

kern_return_t IOTimerDispatchSource::Create(
    IODispatchQueue * queue, IOTimerDispatchSource ** source) {
    *source = nullptr;
    if (queue == nullptr) {
        return kIOReturnBadArgument;
    }
    IOTimerDispatchSource * made = Make<IOTimerDispatchSource>();
    if (made == nullptr) {
        return kIOReturnNoMemory;
    }
    made->ivars->source->SetQueue(queue);
    *source = made;
    return kIOReturnSuccess;
}

kern_return_t IOTimerDispatchSource::SetHandler(OSAction * action) {
    ivars->source->SetHandler(action);
    return kIOReturnSuccess;
}

// Both clocks are one here; a leeway is a permission, which isn't used.
kern_return_t IOTimerDispatchSource::WakeAtTime(
    uint64_t options, uint64_t deadline, uint64_t leeway) {
    (void)leeway;
    if (options != kIOTimerClockMachAbsoluteTime && options != kIOTimerClockMachContinuousTime) {
        return kIOReturnBadArgument;
    }
    Timer & timer = static_cast<Timer &>(*ivars->source);
    return timer.Arm(deadline) ? kIOReturnSuccess : kIOReturnNotReady;
}

void IOTimerDispatchSource::TimerOccurred(
    IOTimerDispatchSource_TimerOccurred_Args, OSDispatchMethod supermethod) {
    SendToAction(
        IOTimerDispatchSource_TimerOccurred_ID, action, supermethod, "TimerOccurred", time);
}

kern_return_t IOTimerDispatchSource::TimerOccurred_Invoke(
    const IORPC rpc, OSMetaClassBase * target, TimerOccurred_Handler func,
    const OSMetaClass * targetActionClass) {
    return ReceiveFromAction(rpc, target, func, targetActionClass);
}

kern_return_t IOTimerDispatchSource::TimerOccurred_Invoke(
    const IORPC rpc, OSMetaClassBase * target, TimerOccurred_Handler func) {
    return ReceiveFromAction(rpc, target, func, nullptr);
}
