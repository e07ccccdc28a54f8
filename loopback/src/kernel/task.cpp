#include "task.h"

#include <map>
#include <mutex>

#include "../machine_core.h"

namespace {

// The kernel itself is no app of a machine's.
task gKernelTask;

thread_local task_t tCurrent = nullptr;

} // namespace

task_t kernel_task = &gKernelTask;

task_t current_task() { return tCurrent != nullptr ? tCurrent : kernel_task; }

namespace loopback::kernel {

task_t TaskOf(const std::shared_ptr<MachineCore> & machine, std::uint32_t client) {
    struct Tasks {
        std::mutex mutex;
        std::map<std::pair<std::uint32_t, std::uint32_t>, task> tasks;
    };
    // Never destroyed: a kext may keep a task as long as it likes.
    static Tasks * const all = new Tasks;
    const std::lock_guard lock(all->mutex);
    task & found = all->tasks[{machine->id(), client}];
    if (found.client == 0) {
        found.machine = machine;
        found.client = client;
    }
    return &found;
}

Acting::Acting(task_t as) : before_(tCurrent) { tCurrent = as; }
Acting::~Acting() { tCurrent = before_; }

} // namespace loopback::kernel
