/* What Mach's calls answer. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_MACH_KERN_RETURN_H
#define LOOPBACK_KERNEL_MACH_KERN_RETURN_H

#include "../../include/DriverKit/IOReturn.h"

#define KERN_FAILURE 5
#define KERN_INVALID_ARGUMENT 4

#endif /* LOOPBACK_KERNEL_MACH_KERN_RETURN_H */
