/* What a driver may use of <stdio.h>; only for the driverkit target. Loopback's own text. */
#ifndef LOOPBACK_FREESTANDING_STDIO_H
#define LOOPBACK_FREESTANDING_STDIO_H

#include <stdarg.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

int snprintf(char * to, size_t size, const char * format, ...)
    __attribute__((format(printf, 3, 4)));
int vsnprintf(char * to, size_t size, const char * format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

#ifdef __cplusplus
}
#endif

#endif /* LOOPBACK_FREESTANDING_STDIO_H */
