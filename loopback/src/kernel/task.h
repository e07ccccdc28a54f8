// A process, as the kernel's code knows it.
#pragma once

#include <cstdint>
#include <memory>

#include <mach/mach_types.h>

namespace loopback {
class MachineCore;
}

struct task {
    std::weak_ptr<loopback::MachineCore> machine;
    // Which of the machine's apps it is.
    std::uint32_t client = 0;
};

namespace loopback::kernel {

// The process of an app; the same each time, and never gone.
task_t TaskOf(const std::shared_ptr<MachineCore> & machine, std::uint32_t client);

// This thread carries out a call of a process.
class Acting {
public:
    explicit Acting(task_t as);
    ~Acting();
    Acting(const Acting &) = delete;
    Acting & operator=(const Acting &) = delete;

private:
    task_t before_;
};

} // namespace loopback::kernel
