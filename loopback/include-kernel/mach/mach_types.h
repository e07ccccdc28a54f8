/* Tasks and their memory, as a kext sees them. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_MACH_MACH_TYPES_H
#define LOOPBACK_KERNEL_MACH_MACH_TYPES_H

#include <stddef.h>
#include <stdint.h>

#include <mach/kern_return.h>
#include <mach/port.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A process; only the kernel looks into it. */
typedef struct task * task_t;
#define TASK_NULL ((task_t)0)

/* The process whose call this thread carries out. */
task_t current_task(void);
/* The kernel itself. */
extern task_t kernel_task;

typedef struct semaphore * semaphore_t;

/* As on a 64-bit kernel, where they are as long as a pointer. */
typedef uintptr_t vm_offset_t;
typedef uintptr_t vm_address_t;
typedef uintptr_t vm_size_t;
typedef uint64_t mach_vm_address_t;
typedef uint64_t mach_vm_offset_t;
typedef uint64_t mach_vm_size_t;
typedef int vm_prot_t;

#ifdef __cplusplus
}
#endif

#endif /* LOOPBACK_KERNEL_MACH_MACH_TYPES_H */
