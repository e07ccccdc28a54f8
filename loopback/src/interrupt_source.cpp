#include "interrupt_source.h"

#include <algorithm>

#include "action_message.h"
#include "classes.h"
#include "machine.h"
#include "make.h"
#include "service.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(IOInterruptDispatchSource, "IODispatchSource");
LOOPBACK_DEFINE_DISPATCH(IOInterruptDispatchSource);

namespace loopback {

void InterruptSource::Occur(uint64_t now) {
    {
        const std::lock_guard lock(mutex_);
        ++count_;
        time_ = now;
    }
    Tell();
}

// What came while it was disabled is told when it is enabled, as one.
void InterruptSource::Tell() {
    const Machine::Entered entered(machine());
    OSAction * action = CopyReceiver();
    if (action == nullptr) {
        return;
    }
    {
        // Sent under the lock, so that the counts arrive in order.
        const std::lock_guard lock(mutex_);
        if (told_ != count_) {
            told_ = count_;
            SendToAction(
                IOInterruptDispatchSource_InterruptOccurred_ID, action, nullptr,
                "InterruptOccurred", count_, time_);
        }
    }
    action->release();
}

void InterruptSource::Last(uint64_t * count, uint64_t * time) {
    const std::lock_guard lock(mutex_);
    *count = count_;
    *time = time_;
}

bool RaiseInterrupt(IOService * service, uint32_t index, uint64_t now) {
    std::vector<std::shared_ptr<InterruptSource>> sources;
    {
        const std::lock_guard lock(service->ivars->mutex);
        for (const auto & weak : service->ivars->interrupts[index]) {
            if (std::shared_ptr<InterruptSource> source = weak.lock()) {
                sources.push_back(std::move(source));
            }
        }
    }
    for (const auto & source : sources) {
        source->Occur(now);
    }
    return !sources.empty();
}

} // namespace loopback

static InterruptSource & Of(IODispatchSource_IVars * ivars) {
    return static_cast<InterruptSource &>(*ivars->source);
}

bool IOInterruptDispatchSource::init() {
    if (!super::init()) {
        return false;
    }
    ivars->source = std::make_shared<InterruptSource>();
    return true;
}

void IOInterruptDispatchSource::free() { super::free(); }

kern_return_t IOInterruptDispatchSource::Create(
    IOService * provider, uint32_t index, IODispatchQueue * queue,
    IOInterruptDispatchSource ** source) {
    *source = nullptr;
    if (provider == nullptr || queue == nullptr) {
        return kIOReturnBadArgument;
    }
    IOInterruptDispatchSource * made = Make<IOInterruptDispatchSource>();
    if (made == nullptr) {
        return kIOReturnNoMemory;
    }
    made->ivars->source->SetQueue(queue);
    const std::lock_guard lock(provider->ivars->mutex);
    auto & sources = provider->ivars->interrupts[index];
    sources.erase(
        std::remove_if(
            sources.begin(), sources.end(), [](const auto & old) { return old.expired(); }),
        sources.end());
    sources.push_back(std::static_pointer_cast<InterruptSource>(made->ivars->source));
    *source = made;
    return kIOReturnSuccess;
}

// Every line is an edge here.
kern_return_t IOInterruptDispatchSource::GetInterruptType(
    IOService * provider, uint32_t index, uint64_t * interruptType) {
    if (provider == nullptr) {
        return kIOReturnBadArgument;
    }
    // A driver may count them up to the first that there isn't.
    if (index >= kInterruptCount) {
        return kIOReturnNoInterrupt;
    }
    *interruptType = 0;
    return kIOReturnSuccess;
}

kern_return_t IOInterruptDispatchSource::SetHandler(OSAction * action) {
    ivars->source->SetHandler(action);
    return kIOReturnSuccess;
}

kern_return_t IOInterruptDispatchSource::GetLastInterrupt(uint64_t * count, uint64_t * time) {
    Of(ivars).Last(count, time);
    return kIOReturnSuccess;
}

void IOInterruptDispatchSource::InterruptOccurred(
    IOInterruptDispatchSource_InterruptOccurred_Args, OSDispatchMethod supermethod) {
    SendToAction(
        IOInterruptDispatchSource_InterruptOccurred_ID, action, supermethod, "InterruptOccurred",
        count, time);
}

kern_return_t IOInterruptDispatchSource::InterruptOccurred_Invoke(
    const IORPC rpc, OSMetaClassBase * target, InterruptOccurred_Handler func,
    const OSMetaClass * targetActionClass) {
    return ReceiveFromAction(rpc, target, func, targetActionClass);
}

kern_return_t IOInterruptDispatchSource::InterruptOccurred_Invoke(
    const IORPC rpc, OSMetaClassBase * target, InterruptOccurred_Handler func) {
    return ReceiveFromAction(rpc, target, func, nullptr);
}
