#include "fail.h"

#include <cstdarg>
#include <cstdio>
#include <cstdlib>

#include "machine_core.h"

namespace loopback {

static std::string Format(const char * format, va_list arguments) {
    char text[1024];
    std::vsnprintf(text, sizeof(text), format, arguments);
    return text;
}

void Fail(const char * format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const std::string text = Format(format, arguments);
    va_end(arguments);
    std::fprintf(stderr, "loopback: %s\n", text.c_str());
    std::fflush(stderr);
    std::abort();
}

void Fault(const char * format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const std::string text = Format(format, arguments);
    va_end(arguments);
    std::fprintf(stderr, "loopback: %s\n", text.c_str());
    if (const std::shared_ptr<MachineCore> machine = MachineCore::Current()) {
        machine->AddFault(text);
    }
}

void Note(const char * format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const std::string text = Format(format, arguments);
    va_end(arguments);
    std::fprintf(stderr, "loopback: %s\n", text.c_str());
}

} // namespace loopback
