// Time: what the machine's clock says, in nanoseconds. mach_absolute_time() is DriverKit's.
#include <kern/clock.h>

void clock_get_uptime(uint64_t * result) { *result = mach_absolute_time(); }
void absolutetime_to_nanoseconds(uint64_t time, uint64_t * result) { *result = time; }
void nanoseconds_to_absolutetime(uint64_t nanoseconds, uint64_t * result) { *result = nanoseconds; }
