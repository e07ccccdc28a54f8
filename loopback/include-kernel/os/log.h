/* The same as a dext's. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_OS_LOG_H
#define LOOPBACK_KERNEL_OS_LOG_H

#include "../../include/os/log.h"

#endif /* LOOPBACK_KERNEL_OS_LOG_H */
