/* What a driver may use of <stdlib.h>; only for the driverkit target. Loopback's own text. */
#ifndef LOOPBACK_FREESTANDING_STDLIB_H
#define LOOPBACK_FREESTANDING_STDLIB_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

void * malloc(size_t length);
void * calloc(size_t count, size_t length);
void * realloc(void * memory, size_t length);
void free(void * memory);
void abort(void) __attribute__((noreturn));

#ifdef __cplusplus
}
#endif

#endif /* LOOPBACK_FREESTANDING_STDLIB_H */
