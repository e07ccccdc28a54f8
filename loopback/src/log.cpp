// os_log: a line on standard error, if IIGEN_LOOPBACK_LOG is set.
#include <os/log.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <string>

// The log's formats are printf's with `{public}` and the like after the percent sign.
static std::string PlainFormat(const char * format) {
    std::string plain;
    while (*format != '\0') {
        plain.push_back(*format);
        if (*format++ != '%') {
            continue;
        }
        if (*format == '{') {
            while (*format != '\0' && *format++ != '}') {
            }
        } else if (*format == '%') {
            plain.push_back(*format++);
        }
    }
    return plain;
}

void OSLoopbackLog(os_log_t, os_log_type_t type, const char * format, ...) {
    static const bool enabled = std::getenv("IIGEN_LOOPBACK_LOG") != nullptr;
    if (!enabled && type != OS_LOG_TYPE_ERROR && type != OS_LOG_TYPE_FAULT) {
        return;
    }
    const std::string plain = PlainFormat(format);
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wformat-nonliteral"
#endif
    std::vsnprintf(text, sizeof(text), plain.c_str(), arguments);
#if defined(__clang__)
#pragma clang diagnostic pop
#endif
    va_end(arguments);
    std::fprintf(stderr, "driver: %s\n", text);
}
