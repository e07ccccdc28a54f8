/* The system log; here it is standard error. Loopback's own text. */
#ifndef LOOPBACK_OS_LOG_H
#define LOOPBACK_OS_LOG_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct os_log_s * os_log_t;

typedef enum : uint8_t {
    OS_LOG_TYPE_DEFAULT = 0x00,
    OS_LOG_TYPE_INFO = 0x01,
    OS_LOG_TYPE_DEBUG = 0x02,
    OS_LOG_TYPE_ERROR = 0x10,
    OS_LOG_TYPE_FAULT = 0x11,
} os_log_type_t;

#define OS_LOG_DEFAULT ((os_log_t)0)

/* clang knows the log's own formats, such as %{public}s. */
#if defined(__clang__)
#define OS_LOOPBACK_LOG_FORMAT __attribute__((format(os_log, 3, 4)))
#else
#define OS_LOOPBACK_LOG_FORMAT
#endif
void OSLoopbackLog(os_log_t log, os_log_type_t type, const char * format, ...)
    OS_LOOPBACK_LOG_FORMAT;

#ifdef __cplusplus
}
#endif

#define os_log_with_type(log, type, ...) OSLoopbackLog((log), (type), __VA_ARGS__)
#define os_log(log, ...) OSLoopbackLog((log), OS_LOG_TYPE_DEFAULT, __VA_ARGS__)
#define os_log_info(log, ...) OSLoopbackLog((log), OS_LOG_TYPE_INFO, __VA_ARGS__)
#define os_log_debug(log, ...) OSLoopbackLog((log), OS_LOG_TYPE_DEBUG, __VA_ARGS__)
#define os_log_error(log, ...) OSLoopbackLog((log), OS_LOG_TYPE_ERROR, __VA_ARGS__)
#define os_log_fault(log, ...) OSLoopbackLog((log), OS_LOG_TYPE_FAULT, __VA_ARGS__)

#endif /* LOOPBACK_OS_LOG_H */
