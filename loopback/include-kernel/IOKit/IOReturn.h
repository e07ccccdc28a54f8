/* What a call answers: the same numbers as in a dext. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IORETURN_H
#define LOOPBACK_KERNEL_IOKIT_IORETURN_H

#include <mach/kern_return.h>

#endif /* LOOPBACK_KERNEL_IOKIT_IORETURN_H */
