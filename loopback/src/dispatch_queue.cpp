#include "dispatch_queue.h"

#include "classes.h"
#include "fail.h"
#include "machine.h"
#include "make.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(IODispatchQueue, "OSObject");
LOOPBACK_DEFINE_DISPATCH(IODispatchQueue);

namespace loopback {

void RunOn(IODispatchQueue * queue, const char * what, const std::function<void()> & work) {
    const std::shared_ptr<Machine> machine = queue->ivars->machine.lock();
    queue->ivars->serial->Sync(what, [&] {
        const Machine::Entered entered(machine);
        // Nothing of a dead driver begins.
        if (machine == nullptr || !machine->Crashed()) {
            work();
        }
    });
}

void RunLaterOn(IODispatchQueue * queue, std::function<void()> work) {
    // The queue's own thread is in no machine until it is told.
    const std::shared_ptr<Machine> machine = queue->ivars->machine.lock();
    queue->ivars->serial->Async([machine, work = std::move(work)] {
        const Machine::Entered entered(machine);
        if (machine == nullptr || !machine->Crashed()) {
            work();
        }
    });
}

} // namespace loopback

bool IODispatchQueue::init() {
    if (!super::init()) {
        return false;
    }
    ivars = new IODispatchQueue_IVars;
    ivars->serial = std::make_shared<SerialQueue>();
    if (const std::shared_ptr<Machine> machine = Machine::Current()) {
        ivars->machine = machine;
        machine->AddQueue(ivars->serial);
    }
    return true;
}

void IODispatchQueue::free() {
    delete ivars;
    super::free();
}

kern_return_t IODispatchQueue::Create(IODispatchQueue_Create_Args) {
    if (priority != 0) {
        // "No priorities are currently defined, pass zero" (xnu IODispatchQueue.iig).
        Note(
            "IODispatchQueue::Create: no priorities are defined, %llu is taken as 0",
            static_cast<unsigned long long>(priority));
    }
    if (options != 0) {
        Note(
            "IODispatchQueue::Create: the loopback's queues know no options, 0x%llx is taken as 0",
            static_cast<unsigned long long>(options));
    }
    IODispatchQueue * made = Make<IODispatchQueue>();
    if (made == nullptr) {
        return kIOReturnNoMemory;
    }
    made->ivars->name = name != nullptr ? name : "";
    made->ivars->options = options;
    *queue = made;
    return kIOReturnSuccess;
}

bool IODispatchQueue::OnQueue() { return ivars->serial->OnQueue(); }
const char * IODispatchQueue::GetName() { return ivars->name.c_str(); }

kern_return_t IODispatchQueue::Cancel(IODispatchQueueCancelHandler handler) {
    if (handler) {
        RunLaterOn(this, [handler] { handler(); });
    }
    return kIOReturnSuccess;
}

void IODispatchQueue::DispatchAsync(IODispatchBlock block) {
    RunLaterOn(this, [block] { block(); });
}

void IODispatchQueue::DispatchAsync_f(void * context, IODispatchFunction function) {
    RunLaterOn(this, [context, function] { function(context); });
}

void IODispatchQueue::DispatchSync(IODispatchBlock block) {
    RunOn(this, "DispatchSync", [&] { block(); });
}

void IODispatchQueue::DispatchSync_f(void * context, IODispatchFunction function) {
    RunOn(this, "DispatchSync_f", [&] { function(context); });
}

kern_return_t IODispatchQueue::RunAction(IODispatchAction action) {
    if (OnQueue()) {
        return action();
    }
    kern_return_t result = kIOReturnSuccess;
    RunOn(this, "RunAction", [&] { result = action(); });
    return result;
}
