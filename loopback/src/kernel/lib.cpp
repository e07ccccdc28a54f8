// IOLib of the kernel, as far as it isn't the same function as DriverKit's.
#include <IOKit/IOLib.h>

#include <chrono>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <thread>

void IOLog(const char * format, ...) {
    static const bool enabled = std::getenv("IIGEN_LOOPBACK_LOG") != nullptr;
    if (!enabled) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    std::vfprintf(stderr, format, arguments);
    va_end(arguments);
}

void IOSleep(unsigned milliseconds) {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}

void IODelay(unsigned microseconds) {
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
}

void panic(const char * format, ...) {
    va_list arguments;
    va_start(arguments, format);
    std::fputs("loopback: the kext panics: ", stderr);
    std::vfprintf(stderr, format, arguments);
    va_end(arguments);
    std::fputc('\n', stderr);
    std::abort();
}
