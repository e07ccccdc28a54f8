#include "hardware_abi.h"

#include "hardware.h"

void lb_hardware_free(lb_hardware * hardware) noexcept { delete hardware; }
