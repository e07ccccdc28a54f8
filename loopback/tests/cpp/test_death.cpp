// Death at any point: nothing hangs, nothing is used that is gone, nothing is left.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "host.h"

namespace {

// What became of the completions of a call.
struct Ends {
    void Wait() {
        std::unique_lock lock(mutex);
        CHECK(changed.wait_for(lock, std::chrono::seconds(10), [&] { return gone; }));
    }
    std::mutex mutex;
    std::condition_variable changed;
    int came = 0;
    bool gone = false;
};

void Came(void * context, int32_t, const uint64_t *, size_t) {
    auto * ends = static_cast<Ends *>(context);
    const std::lock_guard lock(ends->mutex);
    CHECK(!ends->gone);
    ++ends->came;
}

void Gone(void * context) {
    auto * ends = static_cast<Ends *>(context);
    const std::lock_guard lock(ends->mutex);
    CHECK(!ends->gone);
    ends->gone = true;
    ends->changed.notify_all();
}

int32_t CallAsync(const Host & host, uint32_t connection, Ends * ends) {
    lb_call call = {};
    call.completion = &Came;
    call.completion_context = ends;
    call.completion_gone = &Gone;
    return lb_connection_call(host.machine, connection, &call);
}

Host * gHost;
OSAction * gKept;
IOBufferMemoryDescriptor * gPage;

// Keeps a completion, and completes the one before.
kern_return_t Complete(OSObject *, void *, IOUserClientMethodArguments * arguments) {
    if (arguments->completion != nullptr) {
        const uint64_t words[16] = {1};
        OSSafeReleaseNULL(gKept);
        gKept = arguments->completion;
        gKept->retain();
        gProbe.client->AsyncCompletion(gKept, kIOReturnSuccess, words, 1);
    }
    return kIOReturnSuccess;
}

kern_return_t CopyPage(uint64_t, uint64_t * options, IOMemoryDescriptor ** memory) {
    if (gPage == nullptr) {
        IOBufferMemoryDescriptor::Create(kIOMemoryDirectionInOut, 4096, 0, &gPage);
    }
    *options = 0;
    gPage->retain();
    *memory = gPage;
    return kIOReturnSuccess;
}

void Release() {
    OSSafeReleaseNULL(gKept);
    OSSafeReleaseNULL(gPage);
}

void Prepare(Host * host) {
    gHost = host;
    gKept = nullptr;
    gPage = nullptr;
    gProbe.call = &Complete;
    gProbe.copyMemory = &CopyPage;
    gProbe.stopped = &Release;
    CHECK_CODE(host->StartDriver(), kIOReturnSuccess);
}

// Everything that passes between the parts. Whatever fails, it goes on.
void Everything(Host & host) {
    Ends first;
    Ends second;
    uint32_t connection = 0;
    if (host.Open(&connection) != kIOReturnSuccess) {
        return;
    }
    uint8_t * page = nullptr;
    size_t size = 0;
    if (lb_map(host.machine, connection, 0, kAnywhere, &page, &size) == kIOReturnSuccess) {
        page[0] = 1;
    }
    CallAsync(host, connection, &first);
    Caller caller;
    caller.structure.resize(5000);
    caller.structureOut.resize(5000);
    caller.Run(host.machine, connection);
    CallAsync(host, connection, &second);
    if (page != nullptr) {
        // Whoever has died: the app's memory is where it was.
        page[size - 1] = page[0];
        lb_unmap(host.machine, connection, 0, page);
    }
    lb_close(host.machine, connection);
    first.Wait();
    second.Wait();
}

} // namespace

TEST(either_side_dies_at_every_crossing) {
    uint64_t crossings = 0;
    {
        Host host;
        Prepare(&host);
        Everything(host);
        // The completions that arrived are among them, so there may be fewer.
        crossings = lb_crossings(host.machine);
    }
    CHECK(crossings >= 12);
    for (const bool client : {false, true}) {
        for (uint64_t at = 1; at <= crossings; ++at) {
            Host host;
            Prepare(&host);
            lb_kill_at(host.machine, at, client);
            Everything(host);
            const std::string report = host.Finish();
            if (!report.empty()) {
                std::fprintf(
                    stderr, "%s dies at %d: %s\n", client ? "the client" : "the driver",
                    static_cast<int>(at), report.c_str());
                std::exit(1);
            }
            lb_client_die(host.machine, host.client);
        }
    }
}

TEST(what_a_dead_driver_answers) {
    Host host;
    Prepare(&host);
    uint32_t connection = 0;
    CHECK_CODE(host.Open(&connection), kIOReturnSuccess);
    uint8_t * page = nullptr;
    size_t size = 0;
    CHECK_CODE(lb_map(host.machine, connection, 0, kAnywhere, &page, &size), kIOReturnSuccess);
    Ends ends;
    CHECK_CODE(CallAsync(host, connection, &ends), kIOReturnSuccess);
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments *) {
        lb_crash(gHost->machine);
        return kIOReturnSuccess;
    };
    CHECK_CODE(Caller{}.Run(host.machine, connection), -308);
    CHECK_CODE(Caller{}.Run(host.machine, connection), kIOReturnOffline);
    // What it sent before has arrived.
    ends.Wait();
    CHECK(ends.came == 1);
    page[0] = 7;
    CHECK(page[0] == 7);
    CHECK_CODE(lb_unmap(host.machine, connection, 0, page), kIOReturnOffline);
    CHECK_CODE(lb_map(host.machine, connection, 0, kAnywhere, &page, &size), kIOReturnBadArgument);
    uint32_t other = 0;
    CHECK_CODE(host.Open(&other), kIOReturnNotFound);
    CHECK_CODE(lb_close(host.machine, connection), kIOReturnSuccess);
    CHECK_CODE(lb_close(host.machine, connection), kInvalidDest);
}

TEST(a_call_that_waits_for_its_turn_learns_of_the_crash) {
    Host host;
    Prepare(&host);
    uint32_t connection = 0;
    CHECK_CODE(host.Open(&connection), kIOReturnSuccess);
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments *) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        lb_crash(gHost->machine);
        return kIOReturnSuccess;
    };
    std::vector<std::thread> threads;
    for (int index = 0; index < 4; ++index) {
        threads.emplace_back([&] {
            const int32_t code = Caller{}.Run(host.machine, connection);
            CHECK(code == -308 || code == kIOReturnOffline);
        });
    }
    for (std::thread & thread : threads) {
        thread.join();
    }
}

TEST(an_app_dies_in_the_middle_of_its_call) {
    Host host;
    Prepare(&host);
    uint32_t connection = 0;
    CHECK_CODE(host.Open(&connection), kIOReturnSuccess);
    uint8_t * page = nullptr;
    size_t size = 0;
    CHECK_CODE(lb_map(host.machine, connection, 0, kAnywhere, &page, &size), kIOReturnSuccess);
    Ends ends;
    CHECK_CODE(CallAsync(host, connection, &ends), kIOReturnSuccess);
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments *) {
        lb_client_kill(gHost->machine, gHost->client);
        return kIOReturnSuccess;
    };
    CHECK_CODE(Caller{}.Run(host.machine, connection), kInvalidDest);
    CHECK_CODE(Caller{}.Run(host.machine, connection), kInvalidDest);
    ends.Wait();
    uint32_t other = 0;
    CHECK_CODE(host.Open(&other), kInvalidDest);
    // The driver learns of it, and another app isn't concerned.
    const uint32_t app = lb_client_new(host.machine);
    CHECK_CODE(Open(host, app, &other), kIOReturnSuccess);
    CHECK(host.Finish().empty());
    page[0] = 7;
    lb_client_die(host.machine, host.client);
}
