// A program with a dext and two kexts, all of the same classes.
#include "../cpp/test.h"

// Starts a driver; a kext of the build that is said.
static int32_t Start(lb_machine * machine, const char * kext) {
    lb_driver * driver = lb_driver_new("ProbeDriver", 11);
    if (kext != nullptr) {
        lb_driver_kext(driver, kext, strlen(kext));
        lb_properties_text(
            lb_driver_properties(driver), "IOUserClientClass", 17, "ProbeUserClient", 15);
    } else {
        lb_driver_user_client(driver, "UserClientProperties", 20, "ProbeUserClient", 15);
    }
    return lb_driver_start(machine, driver);
}

// What a driver answers; it alone runs.
static uint64_t Answer(const char * kext) {
    lb_machine * machine = lb_machine_new();
    const uint32_t app = lb_client_new(machine);
    uint32_t connection = 0;
    CHECK_CODE(Start(machine, kext), 0);
    CHECK_CODE(OpenClass(machine, app, "ProbeDriver", &connection), 0);
    Caller caller;
    caller.scalarsOut.resize(1);
    CHECK_CODE(caller.Run(machine, connection), 0);
    lb_machine_stop(machine);
    const std::string report = Report(machine);
    std::fputs(report.c_str(), stderr);
    CHECK(report.empty());
    lb_machine_free(machine);
    return caller.scalarsOut[0];
}

TEST(each_driver_has_its_own_classes_and_variables) {
    CHECK(Answer(nullptr) == 1);
    CHECK(Answer("one") == 2);
    CHECK(Answer("two") == 3);
    CHECK(Answer("one") == 2);
}

TEST(which_kext_is_meant_has_to_be_said) {
    lb_machine * machine = lb_machine_new();
    CHECK_CODE(Start(machine, ""), static_cast<int32_t>(0xe00002c7));
    CHECK_CODE(Start(machine, "three"), static_cast<int32_t>(0xe00002c7));
    lb_machine_stop(machine);
    lb_machine_free(machine);
}
