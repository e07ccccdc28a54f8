// Asynchronous calls and notification ports.
#include <condition_variable>
#include <mutex>

#include "host.h"

// What an app hears of.
struct Heard {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::vector<uint64_t>> messages;
    bool gone = false;

    static void Take(void * context, int32_t status, const uint64_t * words, size_t count) {
        Heard & heard = *static_cast<Heard *>(context);
        const std::lock_guard lock(heard.mutex);
        std::vector<uint64_t> message = {static_cast<uint32_t>(status)};
        message.insert(message.end(), words, words + count);
        heard.messages.push_back(message);
        heard.changed.notify_all();
    }
    static void Gone(void * context) {
        Heard & heard = *static_cast<Heard *>(context);
        const std::lock_guard lock(heard.mutex);
        heard.gone = true;
        heard.changed.notify_all();
    }
    void WaitForEnd() {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return gone; });
    }
    int32_t Call(const Host & host, uint32_t connection) {
        lb_call call = {};
        call.completion = &Take;
        call.completion_context = this;
        call.completion_gone = &Gone;
        return lb_connection_call(host.machine, connection, &call);
    }
    int32_t Register(const Host & host, uint32_t connection, uint32_t type) {
        return lb_set_notification_port(host.machine, connection, type, 0, &Take, this, &Gone);
    }
};

// The kext keeps the reference of its calls.
struct Kept {
    OSAsyncReference64 reference;
    void Keep(const IOExternalMethodArguments * arguments) {
        CHECK(arguments->asyncWakePort != MACH_PORT_NULL);
        CHECK(arguments->asyncReferenceCount == kIOAsyncCalloutCount);
        bcopy(arguments->asyncReference, reference, sizeof(reference));
    }
};

TEST(completions_arrive_until_the_port_is_released) {
    Heard heard;
    Kept kept;
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [&](IOExternalMethodArguments * arguments) {
        kept.Keep(arguments);
        return kIOReturnSuccess;
    };
    CHECK_CODE(heard.Call(host, connection), kIOReturnSuccess);
    io_user_reference_t words[17] = {5, 6};
    CHECK_CODE(
        ProbeUserClient::Complete(kept.reference, kIOReturnBusy, words, 2), kIOReturnSuccess);
    CHECK_CODE(
        ProbeUserClient::Complete(kept.reference, 0, words, 17), kIOReturnMessageTooLarge);
    CHECK_CODE(ProbeUserClient::Complete(kept.reference, 0, nullptr, 0), kIOReturnSuccess);
    IOUserClient::releaseAsyncReference64(kept.reference);
    heard.WaitForEnd();
    CHECK(heard.messages.size() == 2);
    CHECK(heard.messages[0] == std::vector<uint64_t>({0xe00002d5, 5, 6}));
    CHECK(heard.messages[1] == std::vector<uint64_t>({0}));
}

TEST(a_wake_port_that_nobody_releases_is_a_leak) {
    Heard heard;
    Kept kept;
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [&](IOExternalMethodArguments * arguments) {
        kept.Keep(arguments);
        return kIOReturnSuccess;
    };
    CHECK_CODE(heard.Call(host, connection), kIOReturnSuccess);
    CHECK_CODE(lb_close(host.machine, connection), kIOReturnSuccess);
    // Nobody listens, but the right is there.
    CHECK_CODE(ProbeUserClient::Complete(kept.reference, 0, nullptr, 0), kInvalidDest);
    heard.WaitForEnd();
    CHECK(host.Finish() == "1 wake port; ");
    CHECK(heard.messages.empty());
    IOUserClient::releaseAsyncReference64(kept.reference);
}

TEST(a_call_that_fails_gives_its_wake_port_back) {
    Heard heard;
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [&](IOExternalMethodArguments *) { return kIOReturnBusy; };
    CHECK_CODE(heard.Call(host, connection), kIOReturnBusy);
    heard.WaitForEnd();
}

TEST(a_call_that_fails_and_releases_its_wake_port_is_a_fault) {
    Heard heard;
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [&](IOExternalMethodArguments * arguments) {
        IOUserClient::releaseAsyncReference64(arguments->asyncReference);
        return kIOReturnBusy;
    };
    CHECK_CODE(heard.Call(host, connection), kIOReturnBusy);
    heard.WaitForEnd();
    CHECK(host.Finish().find("released its wake port: so does MIG") != std::string::npos);
}

TEST(a_reference_without_a_port_sends_nothing) {
    OSAsyncReference64 none = {};
    CHECK_CODE(ProbeUserClient::Complete(none, 0, nullptr, 0), kIOReturnSuccess);
    CHECK_CODE(IOUserClient::releaseAsyncReference64(none), kIOReturnSuccess);
}

TEST(a_notification_port_is_told_until_another_takes_its_place) {
    Heard first;
    Heard second;
    Host host;
    const uint32_t connection = host.Connect();
    // The default of a user client; MIG gives the port back.
    CHECK_CODE(first.Register(host, connection, 3), kIOReturnUnsupported);
    first.WaitForEnd();
    first.gone = false;
    mach_port_t kept = MACH_PORT_NULL;
    gProbe.notify = [&](mach_port_t port, UInt32 type) {
        CHECK(type == 3);
        IOUserClient::releaseNotificationPort(kept);
        kept = port;
        return kIOReturnSuccess;
    };
    CHECK_CODE(first.Register(host, connection, 3), kIOReturnSuccess);
    OSAsyncReference64 reference = {};
    IOUserClient::setAsyncReference64(reference, kept, 0, 0);
    ProbeUserClient::Complete(reference, 0, nullptr, 0);
    CHECK_CODE(second.Register(host, connection, 3), kIOReturnSuccess);
    first.WaitForEnd();
    CHECK(first.messages.size() == 1);
    // No port.
    CHECK_CODE(
        lb_set_notification_port(host.machine, connection, 3, 0, nullptr, nullptr, nullptr),
        kIOReturnSuccess);
    CHECK(kept == MACH_PORT_NULL);
    second.WaitForEnd();
}

FATAL_TEST(wake_port_released_twice) {
    Heard heard;
    Kept kept;
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [&](IOExternalMethodArguments * arguments) {
        kept.Keep(arguments);
        return kIOReturnSuccess;
    };
    heard.Call(host, connection);
    IOUserClient::releaseAsyncReference64(kept.reference);
    IOUserClient::releaseAsyncReference64(kept.reference);
}

FATAL_TEST(wake_port_used_after_its_release) {
    Heard heard;
    Kept kept;
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [&](IOExternalMethodArguments * arguments) {
        kept.Keep(arguments);
        return kIOReturnSuccess;
    };
    heard.Call(host, connection);
    IOUserClient::releaseAsyncReference64(kept.reference);
    ProbeUserClient::Complete(kept.reference, 0, nullptr, 0);
}
