// The test's side of a driver that is on a device.
#pragma once

#include "../../src/hardware_abi.h"
#include "device_driver.h"
#include "host.h"

class DeviceHost {
public:
    // Takes the device over; starts nothing yet.
    explicit DeviceHost(lb_hardware * device) : test(ResetDeviceTest()), device(device) {}
    ~DeviceHost() { lb_hardware_free(device); }
    DeviceHost(const DeviceHost &) = delete;
    DeviceHost & operator=(const DeviceHost &) = delete;

    int32_t Start() {
        lb_driver * driver = lb_driver_new("DeviceDriver", 12);
        lb_driver_user_client(driver, "UserClientProperties", 20, "ProbeUserClient", 15);
        lb_driver_on(driver, device);
        return lb_driver_start(host.machine, driver);
    }
    uint32_t Connect() {
        uint32_t connection = 0;
        CHECK_CODE(
            OpenClass(host.machine, host.client, "DeviceDriver", &connection),
            kIOReturnSuccess);
        return connection;
    }
    void Unplug(int32_t status = kIOReturnNotResponding) {
        lb_unplug(host.machine, device, status);
    }

    // Gone first, when it checks that nothing is left.
    DeviceTest & test;
    lb_hardware * const device;
    Host host;
};
