/* Pages. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_MACH_VM_PARAM_H
#define LOOPBACK_KERNEL_MACH_VM_PARAM_H

#include <mach/mach_types.h>

/* Those of an Intel Mac, and of most hosts; a kext may not rely on it. */
#define PAGE_SIZE 4096
#define PAGE_MASK (PAGE_SIZE - 1)

#define trunc_page(x) ((vm_offset_t)(x) & ~(vm_offset_t)PAGE_MASK)
#define round_page(x) trunc_page((vm_offset_t)(x) + PAGE_MASK)

#endif /* LOOPBACK_KERNEL_MACH_VM_PARAM_H */
