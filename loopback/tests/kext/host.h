// The app's side of the tests: a machine with the probe kext, and calls to it.
#pragma once

#include "../cpp/test.h"
#include "probe.h"

class Host {
public:
    // Resets the probe to a kext that does everything right.
    Host();
    // Checks that nothing is left, unless Finish() was asked.
    ~Host();
    Host(const Host &) = delete;
    Host & operator=(const Host &) = delete;

    // With a class of user clients other than ProbeUserClient, if it is said.
    int32_t Start(const char * userClient = "ProbeUserClient");
    int32_t Open(uint32_t * connection);
    // Starts and opens, both with success.
    uint32_t Connect(const char * userClient = "ProbeUserClient");
    // Gives an app an entitlement.
    void Entitle(uint32_t app, const char * name);
    // Stops the machine and gives its report.
    std::string Finish();

    lb_machine * machine;
    uint32_t app;

private:
    bool finished_ = false;
};

// Runs a call that must succeed with one number, which it gives.
uint64_t Number(const Host & host, uint32_t connection, uint32_t selector = 0);
