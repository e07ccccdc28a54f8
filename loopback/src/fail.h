// What the runtime says when something is wrong. Nothing here is silent.
#pragma once

#include <string>

namespace loopback {

// The driver broke a rule that can't be carried on from: says so and aborts.
[[noreturn]] void Fail(const char * format, ...) __attribute__((format(printf, 1, 2)));

// The driver broke a rule, but the run can go on: says so, and makes the machine's report fail.
void Fault(const char * format, ...) __attribute__((format(printf, 1, 2)));

// Something that a reader of a failing test would like to know.
void Note(const char * format, ...) __attribute__((format(printf, 1, 2)));

} // namespace loopback
