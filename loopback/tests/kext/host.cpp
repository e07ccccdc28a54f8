#include "host.h"

Host::Host() : machine(lb_machine_new()), app(lb_client_new(machine)) { gProbe = Probe{}; }

Host::~Host() {
    if (!finished_) {
        const std::string report = Finish();
        if (!report.empty()) {
            std::fprintf(stderr, "left: %s\n", report.c_str());
            std::exit(1);
        }
    }
    lb_machine_free(machine);
}

std::string Host::Finish() {
    finished_ = true;
    lb_machine_stop(machine);
    return Report(machine);
}

int32_t Host::Start(const char * userClient) {
    lb_driver * driver = lb_driver_new("ProbeDriver", 11);
    lb_driver_kext(driver, "", 0);
    lb_properties * properties = lb_driver_properties(driver);
    lb_properties_text(
        properties, kIOUserClientClassKey, strlen(kIOUserClientClassKey), userClient,
        strlen(userClient));
    lb_properties_text(properties, "Vendor", 6, "probe", 5);
    lb_properties_number(properties, "Slots", 5, 32, 32);
    lb_properties_flag(properties, "Fast", 4, true);
    return lb_driver_start(machine, driver);
}

int32_t Host::Open(uint32_t * connection) {
    return OpenClass(machine, app, "ProbeDriver", connection);
}

uint32_t Host::Connect(const char * userClient) {
    uint32_t connection = 0;
    CHECK_CODE(Start(userClient), kIOReturnSuccess);
    CHECK_CODE(Open(&connection), kIOReturnSuccess);
    return connection;
}

void Host::Entitle(uint32_t to, const char * name) {
    lb_properties * entitlements = lb_properties_new();
    lb_properties_flag(entitlements, name, strlen(name), true);
    lb_client_entitle(machine, to, entitlements);
    lb_properties_free(entitlements);
}

uint64_t Number(const Host & host, uint32_t connection, uint32_t selector) {
    Caller caller;
    caller.selector = selector;
    caller.scalarsOut.resize(1);
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(caller.scalarsOut.size() == 1);
    return caller.scalarsOut[0];
}
