#include "host.h"

Host::Host() : machine(lb_machine_new()), client(lb_client_new(machine)) {
    gProbe = Probe{};
    gProbe.clientInitResult = true;
    gProbe.registers = true;
    gProbe.stopsSuper = true;
}

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

int32_t Host::StartDriver() {
    lb_driver * driver = lb_driver_new("ProbeDriver", 11);
    lb_driver_user_client(driver, "UserClientProperties", 20, "ProbeUserClient", 15);
    lb_properties * properties = lb_driver_properties(driver);
    lb_properties_text(properties, "Vendor", 6, "probe", 5);
    lb_properties_number(properties, "Slots", 5, 32, 32);
    lb_properties_flag(properties, "Fast", 4, true);
    return lb_driver_start(machine, driver);
}

int32_t Host::Open(uint32_t * connection) {
    return OpenClass(machine, client, "ProbeDriver", connection);
}

uint32_t Host::Connect() {
    uint32_t connection = 0;
    CHECK_CODE(StartDriver(), kIOReturnSuccess);
    CHECK_CODE(Open(&connection), kIOReturnSuccess);
    return connection;
}
