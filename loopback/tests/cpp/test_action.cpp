// Completions, and actions of the driver's own.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

#include "host.h"

// What the app gets, on the thread that its completions come on.
struct Completions {
    // Waits until that is what came, and that it was the last.
    void ExpectLast(const std::string & expected) {
        std::unique_lock lock(mutex);
        CHECK(changed.wait_for(lock, std::chrono::seconds(10), [&] { return gone; }));
        CHECK(text == expected);
    }
    // Waits until that is what came, and that more can come.
    void Expect(const std::string & expected) {
        std::unique_lock lock(mutex);
        CHECK(changed.wait_for(lock, std::chrono::seconds(10), [&] { return text == expected; }));
        CHECK(!gone);
    }

    std::mutex mutex;
    std::condition_variable changed;
    std::string text;
    bool gone = false;
    // What the app does about each.
    std::function<void()> then;
};

static void Complete(void * context, int32_t status, const uint64_t * words, size_t count) {
    auto * to = static_cast<Completions *>(context);
    if (to->then) {
        to->then();
    }
    const std::lock_guard lock(to->mutex);
    to->text += std::to_string(status) + ":";
    for (size_t index = 0; index < count; ++index) {
        to->text += " " + std::to_string(words[index]);
    }
    to->text += "; ";
    to->changed.notify_all();
}

static void Gone(void * context) {
    auto * to = static_cast<Completions *>(context);
    const std::lock_guard lock(to->mutex);
    CHECK(!to->gone);
    to->gone = true;
    to->changed.notify_all();
}

static int32_t CallAsync(const Host & host, uint32_t connection, Completions * completions) {
    lb_call call = {};
    call.completion = &Complete;
    call.completion_context = completions;
    call.completion_gone = &Gone;
    return lb_connection_call(host.machine, connection, &call);
}

static OSAction * gKept;

TEST(a_completion_comes_as_often_as_the_driver_likes) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments * arguments) {
        gKept = arguments->completion;
        gKept->retain();
        return kIOReturnSuccess;
    };
    Completions completions;
    CHECK_CODE(CallAsync(host, connection, &completions), kIOReturnSuccess);
    completions.Expect("");
    const uint64_t words[16] = {7, 8, 9};
    gProbe.client->AsyncCompletion(gKept, kIOReturnSuccess, words, 3);
    gProbe.client->AsyncCompletion(gKept, 5, words, 0);
    completions.Expect("0: 7 8 9; 5:; ");
    OSSafeReleaseNULL(gKept);
    completions.ExpectLast("0: 7 8 9; 5:; ");
}

TEST(a_completion_that_is_not_kept_is_gone) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments * arguments) {
        const uint64_t words[16] = {1};
        gProbe.client->AsyncCompletion(arguments->completion, kIOReturnSuccess, words, 1);
        return kIOReturnSuccess;
    };
    Completions completions;
    CHECK_CODE(CallAsync(host, connection, &completions), kIOReturnSuccess);
    completions.ExpectLast("0: 1; ");
}

// Keeps the completion of a call.
static kern_return_t Keep(OSObject *, void *, IOUserClientMethodArguments * arguments) {
    gKept = arguments->completion;
    gKept->retain();
    return kIOReturnSuccess;
}

TEST(a_closed_connection_gets_no_completion) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = &Keep;
    Completions completions;
    CHECK_CODE(CallAsync(host, connection, &completions), kIOReturnSuccess);
    gProbe.client->retain();
    CHECK_CODE(lb_close(host.machine, connection), kIOReturnSuccess);
    completions.ExpectLast("");
    const uint64_t words[16] = {1};
    gProbe.client->AsyncCompletion(gKept, kIOReturnSuccess, words, 1);
    OSSafeReleaseNULL(gKept);
    gProbe.client->release();
}

TEST(a_call_that_fails_gets_no_completion) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](OSObject * target, void * reference, IOUserClientMethodArguments * arguments) {
        Keep(target, reference, arguments);
        return kIOReturnBusy;
    };
    Completions completions;
    CHECK_CODE(CallAsync(host, connection, &completions), kIOReturnBusy);
    completions.ExpectLast("");
    const uint64_t words[16] = {1};
    gProbe.client->AsyncCompletion(gKept, kIOReturnSuccess, words, 1);
    OSSafeReleaseNULL(gKept);
    Completions nowhere;
    CHECK_CODE(CallAsync(host, 99, &nowhere), kInvalidDest);
    nowhere.ExpectLast("");
}

TEST(a_completion_can_call_and_close) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](OSObject * target, void * reference, IOUserClientMethodArguments * arguments) {
        if (arguments->completion != nullptr) {
            const uint64_t words[16] = {};
            Keep(target, reference, arguments);
            gProbe.client->AsyncCompletion(gKept, kIOReturnSuccess, words, 0);
            gProbe.client->AsyncCompletion(gKept, kIOReturnSuccess, words, 0);
        }
        return kIOReturnSuccess;
    };
    Completions completions;
    completions.then = [&] {
        CHECK_CODE(Caller{}.Run(host.machine, connection), kIOReturnSuccess);
        CHECK_CODE(lb_close(host.machine, connection), kIOReturnSuccess);
    };
    CHECK_CODE(CallAsync(host, connection, &completions), kIOReturnSuccess);
    // The second was on its way when the first closed the connection.
    completions.ExpectLast("0:; ");
    OSSafeReleaseNULL(gKept);
}

TEST(a_completion_excludes_a_variable_output) {
    Host host;
    const uint32_t connection = host.Connect();
    Completions completions;
    lb_call call = {};
    call.completion = &Complete;
    call.completion_context = &completions;
    call.completion_gone = &Gone;
    call.variable = [](void *, const void *, size_t) {};
    CHECK_CODE(lb_connection_call(host.machine, connection, &call), kIOReturnIPCError);
    completions.ExpectLast("");
}

TEST(a_row_can_ask_for_a_completion) {
    Host host;
    const uint32_t connection = host.Connect();
    IOUserClientMethodDispatch row = {[](OSObject *, void *, IOUserClientMethodArguments *) { return kIOReturnSuccess; },
                                      1,
                                      0,
                                      0,
                                      0,
                                      0};
    gProbe.row = &row;
    Completions completions;
    CHECK_CODE(CallAsync(host, connection, &completions), kIOReturnSuccess);
    completions.ExpectLast("");
    CHECK_CODE(Caller{}.Run(host.machine, connection), kIOReturnBadArgument);
    row.checkCompletionExists = 0;
    Completions refused;
    CHECK_CODE(CallAsync(host, connection, &refused), kIOReturnBadArgument);
    refused.ExpectLast("");
    CHECK_CODE(Caller{}.Run(host.machine, connection), kIOReturnSuccess);
}

TEST(too_many_words_are_a_fault) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments * arguments) {
        const uint64_t words[17] = {};
        gProbe.client->AsyncCompletion(arguments->completion, kIOReturnSuccess, words, 17);
        return kIOReturnSuccess;
    };
    Completions completions;
    CHECK_CODE(CallAsync(host, connection, &completions), kIOReturnSuccess);
    CHECK(host.Finish() == "AsyncCompletion of 17 words is lost: 16 are the most; ");
}

TEST(an_action_of_the_drivers_own_reaches_its_target_later_on_its_queue) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](OSObject * target, void *, IOUserClientMethodArguments *) {
        OSAction * action = nullptr;
        CHECK_CODE(
            OSAction::Create(
                target, ProbeUserClient_Ticked_ID, IOUserClient_AsyncCompletion_ID, 8, &action),
            kIOReturnSuccess);
        auto * reference = static_cast<uint64_t *>(action->GetReference());
        CHECK(*reference == 0);
        *reference = 42;
        const uint64_t words[16] = {3, 4};
        gProbe.client->AsyncCompletion(action, 6, words, 2);
        OSSafeReleaseNULL(action);
        ProbeLog("called");
        return kIOReturnSuccess;
    };
    gProbe.log[0] = '\0';
    CHECK_CODE(Caller{}.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(host.Finish().empty());
    CHECK(std::string(gProbe.log).find("called ticked:6:42:4 ") == 0);
}

TEST(a_cancelled_action_reaches_nobody) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](OSObject * target, void *, IOUserClientMethodArguments *) {
        OSAction * action = nullptr;
        CHECK_CODE(
            OSAction::Create(
                target, ProbeUserClient_Ticked_ID, IOUserClient_AsyncCompletion_ID, 0, &action),
            kIOReturnSuccess);
        CHECK(action->GetReference() == nullptr);
        CHECK_CODE(action->Cancel(nullptr), kIOReturnSuccess);
        const uint64_t words[16] = {};
        gProbe.client->AsyncCompletion(action, 0, words, 0);
        OSSafeReleaseNULL(action);
        return kIOReturnSuccess;
    };
    gProbe.log[0] = '\0';
    CHECK_CODE(Caller{}.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(host.Finish().empty());
    CHECK(std::string(gProbe.log).find("ticked") == std::string::npos);
}
