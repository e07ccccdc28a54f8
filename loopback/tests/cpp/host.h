// The app's side of the tests: a machine with the probe driver, and calls to it.
#pragma once

#include "probe.h"
#include "test.h"

class Host {
public:
    // Resets the probe to a driver that does everything right.
    Host();
    // Checks that nothing is left, unless `Expect` said otherwise.
    ~Host();
    Host(const Host &) = delete;
    Host & operator=(const Host &) = delete;

    int32_t StartDriver();
    int32_t Open(uint32_t * connection);
    // Starts and opens, both with success.
    uint32_t Connect();
    // Stops the machine and gives its report.
    std::string Finish();

    lb_machine * machine;
    uint32_t client;

private:
    bool finished_ = false;
};

// Opens the probe for another app.
inline int32_t Open(const Host & host, uint32_t app, uint32_t * connection) {
    return OpenClass(host.machine, app, "ProbeDriver", connection);
}
