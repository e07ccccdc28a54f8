/* Threads of a kext's own. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_KERN_THREAD_H
#define LOOPBACK_KERNEL_KERN_THREAD_H

#include <mach/mach_types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct thread * thread_t;
#define THREAD_NULL ((thread_t)0)

typedef int wait_result_t;
#define THREAD_AWAKENED 0

/* What a thread does; when it returns, the thread ends (xnu osfmk/arm64/cswitch.s,
 * Call_continuation). */
typedef void (*thread_continue_t)(void * parameter, wait_result_t result);

/* Starts a thread; the reference to it is the caller's, to be given back by thread_deallocate(). */
kern_return_t kernel_thread_start(
    thread_continue_t continuation, void * parameter, thread_t * new_thread);
void thread_deallocate(thread_t thread);

#ifdef __cplusplus
}
#endif

#endif /* LOOPBACK_KERNEL_KERN_THREAD_H */
