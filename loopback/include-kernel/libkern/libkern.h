/* What a kext has of the C library. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_LIBKERN_LIBKERN_H
#define LOOPBACK_KERNEL_LIBKERN_LIBKERN_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Hosts may have no strlcpy. */
#if !defined(__APPLE__)
static inline size_t loopback_strlcpy(char * to, const char * from, size_t size) {
    const size_t length = strlen(from);
    if (size != 0) {
        const size_t copied = length < size ? length : size - 1;
        memcpy(to, from, copied);
        to[copied] = '\0';
    }
    return length;
}
static inline size_t loopback_strlcat(char * to, const char * from, size_t size) {
    const size_t length = strnlen(to, size);
    return length == size ? size + strlen(from)
                          : length + loopback_strlcpy(to + length, from, size - length);
}
#define strlcpy loopback_strlcpy
#define strlcat loopback_strlcat
#endif

#endif /* LOOPBACK_KERNEL_LIBKERN_LIBKERN_H */
