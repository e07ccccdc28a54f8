/* A port as the kernel has it: an object of its own, not a name. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_MACH_PORT_H
#define LOOPBACK_KERNEL_MACH_PORT_H

#include <stdint.h>

typedef unsigned int natural_t;
typedef int integer_t;

typedef struct ipc_port * ipc_port_t;
typedef ipc_port_t mach_port_t;
typedef natural_t mach_port_name_t;

#define MACH_PORT_NULL 0
#define IP_NULL ((ipc_port_t)0)

/* No port, and one that was dead when it was sent. */
#define IPC_PORT_NULL ((ipc_port_t)0)
#define IPC_PORT_DEAD ((ipc_port_t)~0UL)
#define IPC_PORT_VALID(port) ((port) != IPC_PORT_NULL && (port) != IPC_PORT_DEAD)

#endif /* LOOPBACK_KERNEL_MACH_PORT_H */
