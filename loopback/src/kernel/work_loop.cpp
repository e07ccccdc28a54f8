// IOWorkLoop.
#include "work_loop.h"

#include <algorithm>

#include "../fail.h"

using namespace loopback;

OSDefineMetaClassAndStructors(IOWorkLoop, OSObject)

namespace loopback::kernel {

Loop::Loop(const std::shared_ptr<MachineCore> & machine)
    : machine_(machine), queue_(std::make_shared<SerialQueue>()) {
    machine->AddQueue(queue_);
}

void Loop::CloseGate() {
    gate_.lock();
    inGate_ = std::this_thread::get_id();
    ++depth_;
}

void Loop::OpenGate() {
    if (!InGate()) {
        Fail("openGate() of an IOWorkLoop by a thread that hasn't closed it");
    }
    if (--depth_ == 0) {
        inGate_ = std::thread::id();
    }
    gate_.unlock();
}

void Loop::Post(std::function<void()> work) {
    // The queue holds neither itself nor the loop, but what is on its way does.
    queue_->Async([this, machine = machine_.lock(), work = std::move(work)] {
        const MachineCore::Entered entered(machine);
        CloseGate();
        work();
        OpenGate();
    });
}

} // namespace loopback::kernel

IOWorkLoop * IOWorkLoop::workLoop() {
    IOWorkLoop * made = OSTypeAlloc(IOWorkLoop);
    if (made != nullptr && !made->init()) {
        OSSafeReleaseNULL(made);
    }
    return made;
}

bool IOWorkLoop::init() {
    const std::shared_ptr<MachineCore> machine = MachineCore::Current();
    if (machine == nullptr) {
        Fail("IOWorkLoop: this thread is in no kext");
    }
    if (!OSObject::init()) {
        return false;
    }
    loop = new OSLoopbackWorkLoop;
    loop->loop = std::make_shared<kernel::Loop>(machine);
    return true;
}

// xnu IOWorkLoop.cpp, free: what is still on it is taken off.
void IOWorkLoop::free() {
    if (loop != nullptr) {
        while (!loop->sources.empty()) {
            removeEventSource(loop->sources.back());
        }
        delete loop;
        loop = nullptr;
    }
    OSObject::free();
}

IOReturn IOWorkLoop::addEventSource(IOEventSource * source) {
    if (source->getWorkLoop() != nullptr) {
        Fault("a %s is added to a work loop, and is on one", source->getMetaClass()->getClassName());
        return kIOReturnError;
    }
    source->retain();
    {
        const std::lock_guard lock(loop->mutex);
        loop->sources.push_back(source);
    }
    source->setWorkLoop(this);
    return kIOReturnSuccess;
}

IOReturn IOWorkLoop::removeEventSource(IOEventSource * source) {
    {
        const std::lock_guard lock(loop->mutex);
        const auto found = std::find(loop->sources.begin(), loop->sources.end(), source);
        if (found == loop->sources.end()) {
            return kIOReturnSuccess;
        }
        loop->sources.erase(found);
    }
    // Its action may be running; it's waited for, unless this is it.
    closeGate();
    source->setWorkLoop(nullptr);
    openGate();
    source->release();
    return kIOReturnSuccess;
}

bool IOWorkLoop::onThread() const { return loop->loop->OnThread(); }
bool IOWorkLoop::inGate() const { return loop->loop->InGate(); }
void IOWorkLoop::closeGate() { loop->loop->CloseGate(); }
void IOWorkLoop::openGate() { loop->loop->OpenGate(); }

IOReturn IOWorkLoop::runAction(
    Action action, OSObject * target, void * arg0, void * arg1, void * arg2, void * arg3) {
    closeGate();
    const IOReturn result = action(target, arg0, arg1, arg2, arg3);
    openGate();
    return result;
}
