// kernel_thread_start.
#include <kern/thread.h>

#include <memory>

#include "../fail.h"
#include "../live.h"
#include "../machine_core.h"
#include "../serial_queue.h"

using namespace loopback;

// The reference to a thread, which nobody looks into. What runs needs none.
struct thread {
    std::uint8_t unused;
};

// A queue that is used once, so that the machine waits for the thread when it stops.
kern_return_t kernel_thread_start(
    thread_continue_t continuation, void * parameter, thread_t * new_thread) {
    const std::shared_ptr<MachineCore> machine = MachineCore::Current();
    if (machine == nullptr) {
        Fail("kernel_thread_start: this thread is in no kext");
    }
    const auto queue = std::make_shared<SerialQueue>();
    machine->AddQueue(queue);
    *new_thread = static_cast<thread_t>(
        live::Allocate(sizeof(thread), "thread reference", live::Side::kKernel));
    queue->Async([machine, continuation, parameter] {
        const MachineCore::Entered entered(machine);
        continuation(parameter, THREAD_AWAKENED);
    });
    return KERN_SUCCESS;
}

void thread_deallocate(thread_t thread) {
    if (thread != THREAD_NULL) {
        live::Freeing(thread);
        live::Deallocate(thread);
    }
}
