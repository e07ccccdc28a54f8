/* Loopback's own text. */
#ifndef LOOPBACK_KERNEL_KERN_TASK_H
#define LOOPBACK_KERNEL_KERN_TASK_H

#include <mach/mach_types.h>

#endif /* LOOPBACK_KERNEL_KERN_TASK_H */
