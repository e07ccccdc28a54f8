// The ends of user clients, apps and kexts; and which calls run together.
#include <atomic>
#include <thread>

#include "host.h"

TEST(an_app_that_dies_is_a_client_that_died) {
    Host host;
    CHECK_CODE(host.Start(), kIOReturnSuccess);
    const uint32_t app = lb_client_new(host.machine);
    uint32_t connection = 0;
    CHECK_CODE(OpenClass(host.machine, app, "ProbeDriver", &connection), kIOReturnSuccess);
    gProbe.log.clear();
    lb_client_die(host.machine, app);
    CHECK(gProbe.log == "died close stop-client free-client ");
    CHECK_CODE(Caller{}.Run(host.machine, connection), kInvalidDest);
}

TEST(a_user_client_that_does_not_end_is_a_fault) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.closes = false;
    CHECK_CODE(lb_close(host.machine, connection), kIOReturnSuccess);
    const std::string report = host.Finish();
    CHECK(report.find("doesn't terminate it") != std::string::npos);
}

TEST(a_user_client_that_ends_itself_is_gone) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](IOExternalMethodArguments * arguments) {
        gProbe.client->terminate(kIOServiceSynchronous);
        // It doesn't stop while a call is in it.
        CHECK(gProbe.client->isInactive());
        CHECK(gProbe.log.find("stop-client") == std::string::npos);
        arguments->scalarOutput[0] = 1;
        return kIOReturnSuccess;
    };
    CHECK(Number(host, connection) == 1);
    while (Caller{}.Run(host.machine, connection) != kInvalidDest) {
        std::this_thread::yield();
    }
    CHECK_CODE(lb_close(host.machine, connection), kIOReturnSuccess);
}

TEST(a_kext_that_ends_takes_its_user_clients_with_it) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.log.clear();
    CHECK(gProbe.driver->terminate(kIOServiceSynchronous));
    CHECK(gProbe.log == "stop-client stop-driver ");
    CHECK_CODE(Caller{}.Run(host.machine, connection), kInvalidDest);
    uint32_t other = 0;
    CHECK_CODE(host.Open(&other), kIOReturnNotFound);
}

TEST(a_kext_that_ends_is_opened_by_nobody) {
    Host host;
    uint32_t connection = 0;
    CHECK_CODE(host.Start(), kIOReturnSuccess);
    gProbe.newUserClient = [](IOService * service, IOUserClient **) {
        service->terminate();
        return kIOReturnUnsupported;
    };
    // Its own user client can't be attached any more.
    CHECK_CODE(host.Open(&connection), kIOReturnUnsupported);
}

TEST(a_kext_can_end_itself_from_within_a_call) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](IOExternalMethodArguments *) {
        CHECK(gProbe.driver->terminate(kIOServiceSynchronous));
        return kIOReturnSuccess;
    };
    CHECK_CODE(Caller{}.Run(host.machine, connection), kIOReturnSuccess);
    while (Caller{}.Run(host.machine, connection) != kInvalidDest) {
        std::this_thread::yield();
    }
}

TEST(a_leak_is_found_with_its_class) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](IOExternalMethodArguments *) {
        OSString::withCString("left");
        IOMalloc(16);
        return kIOReturnSuccess;
    };
    CHECK_CODE(Caller{}.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(host.Finish() == "1 OSString; 16 bytes; ");
}

// Two calls at once, each of which waits for the other for a while: how many were in together.
static unsigned Together(Host & host, uint32_t connection) {
    std::atomic<unsigned> inside{0};
    std::atomic<unsigned> most{0};
    gProbe.call = [&](IOExternalMethodArguments *) {
        const unsigned now = ++inside;
        unsigned seen = most;
        while (seen < now && !most.compare_exchange_weak(seen, now)) {
        }
        for (int round = 0; round < 50 && most < 2; ++round) {
            IOSleep(1);
        }
        --inside;
        return kIOReturnSuccess;
    };
    const auto call = [&] { CHECK_CODE(Caller{}.Run(host.machine, connection), kIOReturnSuccess); };
    std::thread one(call);
    std::thread other(call);
    one.join();
    other.join();
    return most;
}

TEST(calls_run_together_unless_the_user_client_says_otherwise) {
    {
        Host host;
        const uint32_t connection = host.Connect();
        CHECK(Together(host, connection) == 2);
    }
    {
        Host host;
        gProbe.clientStart = [](IOUserClient * client) {
            client->setProperty(kIOUserClientDefaultLockingKey, true);
            client->setProperty(kIOUserClientDefaultLockingSingleThreadExternalMethodKey, true);
            return true;
        };
        const uint32_t connection = host.Connect();
        CHECK(Together(host, connection) == 1);
    }
    Host host;
    gProbe.clientStart = [](IOUserClient * client) {
        client->setProperty(kIOUserClientDefaultLockingKey, false);
        client->setProperty(kIOUserClientDefaultLockingSingleThreadExternalMethodKey, true);
        return true;
    };
    const uint32_t connection = host.Connect();
    CHECK(Together(host, connection) == 2);
}

FATAL_TEST(over_release) {
    OSString * string = OSString::withCString("once");
    OSString * same = string;
    string->release();
    same->release();
}

FATAL_TEST(use_after_free) {
    OSString * string = OSString::withCString("gone");
    string->release();
    string->getLength();
}
