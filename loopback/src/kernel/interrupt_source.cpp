// IOInterruptEventSource (xnu IOInterruptEventSource.cpp): an action at an interrupt.
#include "interrupt_source.h"

#include <algorithm>

#include <IOKit/IOInterruptEventSource.h>

#include "entry.h"

using namespace loopback;

OSDefineMetaClassAndStructors(IOInterruptEventSource, IOEventSource)

namespace {

// Tells the action what it wasn't told yet; what came while the source was disabled is told when it is
// enabled, as one.
void Tell(IOEventSource * source, OSLoopbackEventSource & events, kernel::Interrupt & interrupt) {
    OSObject * owner = nullptr;
    IOInterruptEventSource::Action action = nullptr;
    int count = 0;
    {
        const std::lock_guard lock(events.mutex);
        if (!events.enabled || events.action == nullptr) {
            return;
        }
        owner = events.owner;
        action = reinterpret_cast<IOInterruptEventSource::Action>(events.action);
        count = interrupt.count.exchange(0);
    }
    if (count > 0) {
        action(owner, static_cast<IOInterruptEventSource *>(source), count);
    }
}

} // namespace

namespace loopback::kernel {

bool RaiseInterrupt(IOService * service, std::uint32_t index) {
    std::vector<std::shared_ptr<Interrupt>> interrupts;
    {
        const std::lock_guard lock(service->entry->mutex);
        for (const auto & weak : service->entry->interrupts[index]) {
            if (std::shared_ptr<Interrupt> interrupt = weak.lock()) {
                interrupts.push_back(std::move(interrupt));
            }
        }
    }
    for (const auto & interrupt : interrupts) {
        ++interrupt->count;
        interrupt->way->Post([](IOEventSource * source) {
            static_cast<IOInterruptEventSource *>(source)->occurred();
        });
    }
    return !interrupts.empty();
}

} // namespace loopback::kernel

IOInterruptEventSource * IOInterruptEventSource::interruptEventSource(
    OSObject * owner, Action action, IOService * provider, int index) {
    IOInterruptEventSource * made = OSTypeAlloc(IOInterruptEventSource);
    if (made != nullptr && !made->init(owner, action, provider, index)) {
        OSSafeReleaseNULL(made);
    }
    return made;
}

bool IOInterruptEventSource::init(
    OSObject * owner, Action action, IOService * provider, int index) {
    if (!IOEventSource::init(owner, nullptr)) {
        return false;
    }
    events->action = reinterpret_cast<void (*)()>(action);
    events->enabled = provider == nullptr;
    const auto interrupt = std::make_shared<kernel::Interrupt>(events->way);
    events->own = interrupt;
    if (provider == nullptr) {
        return true;
    }
    if (index < 0 || index >= kernel::kInterruptCount) {
        return false;
    }
    const std::lock_guard lock(provider->entry->mutex);
    auto & all = provider->entry->interrupts[static_cast<uint32_t>(index)];
    all.erase(
        std::remove_if(all.begin(), all.end(), [](const auto & old) { return old.expired(); }),
        all.end());
    all.push_back(interrupt);
    return true;
}

void IOInterruptEventSource::occurred() {
    Tell(this, *events, static_cast<kernel::Interrupt &>(*events->own));
}

void IOInterruptEventSource::enable() {
    IOEventSource::enable();
    events->way->Post([](IOEventSource * source) {
        static_cast<IOInterruptEventSource *>(source)->occurred();
    });
}

// Without a provider, whoever likes to.
void IOInterruptEventSource::interruptOccurred(void *, IOService *, int) {
    ++static_cast<kernel::Interrupt &>(*events->own).count;
    events->way->Post([](IOEventSource * source) {
        static_cast<IOInterruptEventSource *>(source)->occurred();
    });
}
