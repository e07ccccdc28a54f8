/* Time of a kext, which here is counted in nanoseconds. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_KERN_CLOCK_H
#define LOOPBACK_KERNEL_KERN_CLOCK_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

uint64_t mach_absolute_time(void);
void clock_get_uptime(uint64_t * result);
void absolutetime_to_nanoseconds(uint64_t time, uint64_t * result);
void nanoseconds_to_absolutetime(uint64_t nanoseconds, uint64_t * result);

#ifdef __cplusplus
}
#endif

#endif /* LOOPBACK_KERNEL_KERN_CLOCK_H */
