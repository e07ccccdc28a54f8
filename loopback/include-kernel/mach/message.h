/* The head of a message. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_MACH_MESSAGE_H
#define LOOPBACK_KERNEL_MACH_MESSAGE_H

#include <mach/port.h>

typedef unsigned int mach_msg_bits_t;
typedef natural_t mach_msg_size_t;
typedef integer_t mach_msg_id_t;

typedef struct {
    mach_msg_bits_t msgh_bits;
    mach_msg_size_t msgh_size;
    mach_port_t msgh_remote_port;
    mach_port_t msgh_local_port;
    mach_port_name_t msgh_voucher_port;
    mach_msg_id_t msgh_id;
} mach_msg_header_t;

#endif /* LOOPBACK_KERNEL_MACH_MESSAGE_H */
