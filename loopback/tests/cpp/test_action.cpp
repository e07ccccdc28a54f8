// Completions, and actions of the driver's own.
#include <atomic>

#include "host.h"

// What the app gets.
struct Completions {
    std::string text;
    bool gone = false;
};

static void Complete(void * context, int32_t status, const uint64_t * words, size_t count) {
    auto * to = static_cast<Completions *>(context);
    to->text += std::to_string(status) + ":";
    for (size_t index = 0; index < count; ++index) {
        to->text += " " + std::to_string(words[index]);
    }
    to->text += "; ";
}

static void Gone(void * context) { static_cast<Completions *>(context)->gone = true; }

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
    CHECK(completions.text.empty() && !completions.gone);
    const uint64_t words[16] = {7, 8, 9};
    gProbe.client->AsyncCompletion(gKept, kIOReturnSuccess, words, 3);
    gProbe.client->AsyncCompletion(gKept, 5, words, 0);
    CHECK(completions.text == "0: 7 8 9; 5:; ");
    OSSafeReleaseNULL(gKept);
    CHECK(completions.gone);
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
    CHECK(completions.text == "0: 1; " && completions.gone);
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
    CHECK_CODE(Caller{}.Run(host, connection), kIOReturnBadArgument);
    row.checkCompletionExists = 0;
    CHECK_CODE(CallAsync(host, connection, &completions), kIOReturnBadArgument);
    CHECK_CODE(Caller{}.Run(host, connection), kIOReturnSuccess);
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
    CHECK_CODE(Caller{}.Run(host, connection), kIOReturnSuccess);
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
    CHECK_CODE(Caller{}.Run(host, connection), kIOReturnSuccess);
    CHECK(host.Finish().empty());
    CHECK(std::string(gProbe.log).find("ticked") == std::string::npos);
}
