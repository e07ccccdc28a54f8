// What the tests in C++ share, whether of dexts or of kexts.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "../../src/loopback.h"

#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            std::exit(1); \
        } \
    } while (0)

#define CHECK_CODE(expression, expected) \
    do { \
        const int32_t got_ = (expression); \
        if (got_ != (expected)) { \
            std::fprintf( \
                stderr, "%s:%d: %s is 0x%08x\n", __FILE__, __LINE__, #expression, \
                static_cast<unsigned>(got_)); \
            std::exit(1); \
        } \
    } while (0)

// A test: a function that registers itself by name.
using TestFunction = void (*)();
struct Test {
    Test(const char * name, TestFunction run, bool fatal);
    const char * name;
    TestFunction run;
    // It is expected to abort, so it isn't among those that run together.
    bool fatal;
    Test * next;
};
#define TEST(name) \
    static void name(); \
    static const Test test_##name(#name, &name, false); \
    static void name()
#define FATAL_TEST(name) \
    static void name(); \
    static const Test test_##name(#name, &name, true); \
    static void name()

constexpr int32_t kInvalidDest = 0x10000003;
constexpr int32_t kTooLarge = -307;
// What every app maps with (kIOMapAnywhere).
constexpr uint32_t kAnywhere = 1;

// The report of a machine as one line: "2 OSData; 16 bytes; fault text; ".
std::string Report(lb_machine * machine);

// A service by its class.
inline lb_service ByClass(const char * name) { return {0, nullptr, 0, name, strlen(name), 0}; }

// Opens a driver for an app.
inline int32_t OpenClass(
    lb_machine * machine, uint32_t app, const char * name, uint32_t * connection) {
    const lb_service service = ByClass(name);
    return lb_open(machine, app, &service, 0, connection);
}

// A call with everything in vectors.
struct Caller {
    uint32_t selector = 0;
    std::vector<uint64_t> scalars = {};
    std::vector<uint8_t> structure = {};
    // Room, then what came.
    std::vector<uint64_t> scalarsOut = {};
    std::vector<uint8_t> structureOut = {};
    bool variable = false;

    int32_t Run(lb_machine * machine, uint32_t connection);
};
