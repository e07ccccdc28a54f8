// What the functions of loopback.h share.
#pragma once

#include <memory>

#include "loopback.h"
#include "sought.h"

namespace loopback {
class Machine;
}

struct lb_machine {
    std::shared_ptr<loopback::Machine> machine;
};

loopback::Sought SoughtOf(const lb_service * service);
