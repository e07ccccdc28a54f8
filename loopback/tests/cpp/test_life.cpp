// Starting, opening, closing, dying.
#include <chrono>
#include <thread>

#include "host.h"

TEST(life_in_order) {
    Host host;
    const uint32_t connection = host.Connect();
    CHECK_CODE(lb_close(host.machine, connection), kIOReturnSuccess);
    CHECK(host.Finish().empty());
    CHECK(
        std::string(gProbe.log) ==
        "start-driver new-client start-client stop-client free-client stop-driver free-driver ");
}

TEST(a_closed_connection_is_gone) {
    Host host;
    const uint32_t connection = host.Connect();
    CHECK_CODE(lb_close(host.machine, connection), kIOReturnSuccess);
    CHECK_CODE(lb_close(host.machine, connection), kInvalidDest);
    CHECK_CODE(Caller{}.Run(host.machine, connection), kInvalidDest);
    uint8_t * address = nullptr;
    size_t size = 0;
    CHECK_CODE(lb_map(host.machine, connection, 0, kAnywhere, &address, &size), kInvalidDest);
    CHECK_CODE(lb_unmap(host.machine, connection, 0, nullptr), kInvalidDest);
}

TEST(the_death_of_a_client_closes_its_connections_only) {
    Host host;
    const uint32_t connection = host.Connect();
    const uint32_t other = lb_client_new(host.machine);
    uint32_t others = 0;
    CHECK_CODE(Open(host, other, &others), kIOReturnSuccess);
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments *) {
        return kIOReturnSuccess;
    };
    lb_client_die(host.machine, other);
    CHECK_CODE(Caller{}.Run(host.machine, others), kInvalidDest);
    CHECK_CODE(Caller{}.Run(host.machine, connection), kIOReturnSuccess);
}

TEST(a_driver_that_does_not_register_is_not_found) {
    Host host;
    gProbe.registers = false;
    CHECK_CODE(host.StartDriver(), kIOReturnSuccess);
    uint32_t connection = 0;
    CHECK_CODE(host.Open(&connection), kIOReturnNotFound);
}

TEST(an_unknown_driver_does_not_start) {
    Host host;
    CHECK_CODE(lb_driver_start(host.machine, lb_driver_new("Nobody", 6)), kIOReturnUnsupported);
    CHECK_CODE(lb_driver_start(host.machine, lb_driver_new("OSData", 6)), kIOReturnUnsupported);
}

TEST(a_start_that_fails_leaves_nothing) {
    Host host;
    gProbe.startResult = kIOReturnNoDevice;
    CHECK_CODE(host.StartDriver(), kIOReturnNoDevice);
}

TEST(a_client_whose_start_fails_leaves_nothing) {
    Host host;
    gProbe.clientStartResult = kIOReturnNotPermitted;
    CHECK_CODE(host.StartDriver(), kIOReturnSuccess);
    uint32_t connection = 0;
    CHECK_CODE(host.Open(&connection), kIOReturnNotPermitted);
    gProbe.clientStartResult = kIOReturnSuccess;
    CHECK_CODE(host.Open(&connection), kIOReturnSuccess);
}

TEST(a_client_whose_init_fails_is_unsupported) {
    Host host;
    gProbe.clientInitResult = false;
    CHECK_CODE(host.StartDriver(), kIOReturnSuccess);
    uint32_t connection = 0;
    CHECK_CODE(host.Open(&connection), kIOReturnUnsupported);
}

TEST(what_NewUserClient_answers) {
    Host host;
    CHECK_CODE(host.StartDriver(), kIOReturnSuccess);
    uint32_t connection = 0;
    gProbe.newUserClient = [](IOService *, IOUserClient **) { return kIOReturnExclusiveAccess; };
    CHECK_CODE(host.Open(&connection), kIOReturnExclusiveAccess);
    // Success without a client.
    gProbe.newUserClient = [](IOService *, IOUserClient **) { return kIOReturnSuccess; };
    CHECK_CODE(host.Open(&connection), kIOReturnError);
    // The driver's own base class makes none.
    gProbe.newUserClient = [](IOService * service, IOUserClient ** client) {
        return service->NewUserClient(0, client, &OSLoopbackSuperDispatch<IOService>);
    };
    CHECK_CODE(host.Open(&connection), kIOReturnError);
    gProbe.newUserClient = [](IOService * service, IOUserClient **) {
        IOService * client = nullptr;
        return service->Create(service, "NoSuchProperties", &client);
    };
    CHECK_CODE(host.Open(&connection), kIOReturnBadArgument);
    gProbe.newUserClient = [](IOService * service, IOUserClient **) {
        IOService * client = nullptr;
        return service->Create(service->GetProvider(), "UserClientProperties", &client);
    };
    CHECK_CODE(host.Open(&connection), kIOReturnUnsupported);
}

TEST(a_client_can_end_itself) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](OSObject * target, void *, IOUserClientMethodArguments *) {
        return static_cast<IOService *>(target)->Terminate(0);
    };
    CHECK_CODE(Caller{}.Run(host.machine, connection), kIOReturnSuccess);
    int32_t code = kIOReturnSuccess;
    for (int tries = 0; tries < 1000 && code != kInvalidDest; ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        code = Caller{}.Run(host.machine, connection);
    }
    CHECK_CODE(code, kInvalidDest);
}

TEST(a_stop_that_fails_stops_all_the_same) {
    Host host;
    host.Connect();
    gProbe.stopsSuper = false;
}

TEST(properties_arrive) {
    Host host;
    host.Connect();
    IOService * driver = gProbe.client->GetProvider();
    OSDictionary * properties = nullptr;
    CHECK_CODE(driver->CopyProperties(&properties), kIOReturnSuccess);
    const OSString * vendor = OSDynamicCast(OSString, properties->getObject("Vendor"));
    CHECK(vendor != nullptr && vendor->isEqualTo("probe"));
    const OSNumber * slots = OSDynamicCast(OSNumber, properties->getObject("Slots"));
    CHECK(slots != nullptr && slots->unsigned32BitValue() == 32);
    CHECK(properties->getObject("Fast") == kOSBooleanTrue);
    OSSafeReleaseNULL(properties);
    OSContainer * found = nullptr;
    CHECK_CODE(
        gProbe.client->SearchProperty(
            "Vendor", "IOService", kIOServiceSearchPropertyParents, &found),
        kIOReturnSuccess);
    OSSafeReleaseNULL(found);
    CHECK_CODE(gProbe.client->SearchProperty("Vendor", "IOService", 0, &found), kIOReturnNotFound);
}
