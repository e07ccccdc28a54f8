// Queues.
#include <atomic>
#include <thread>

#include "host.h"

// Counts itself in and out, and remembers the most that were in at once.
static std::atomic<int> gInside;
static std::atomic<int> gMost;

static void Visit() {
    const int inside = ++gInside;
    int most = gMost;
    while (inside > most && !gMost.compare_exchange_weak(most, inside)) {
    }
    std::this_thread::yield();
    --gInside;
}

static void RunThreads(const Host & host, uint32_t connection) {
    gInside = 0;
    gMost = 0;
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments *) {
        Visit();
        return kIOReturnSuccess;
    };
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&] {
            for (int call = 0; call < 200; ++call) {
                CHECK_CODE(Caller{}.Run(host.machine, connection), kIOReturnSuccess);
            }
        });
    }
    for (std::thread & thread : threads) {
        thread.join();
    }
    CHECK(gMost == 1);
}

TEST(calls_come_one_at_a_time) {
    Host host;
    RunThreads(host, host.Connect());
}

TEST(a_queue_of_its_own_takes_the_calls) {
    Host host;
    gProbe.ownQueue = true;
    const uint32_t connection = host.Connect();
    RunThreads(host, connection);
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments *) {
        IODispatchQueue * own = nullptr;
        IODispatchQueue * byDefault = nullptr;
        CHECK_CODE(
            gProbe.client->CopyDispatchQueue(kIOUserClientQueueNameExternalMethod, &own),
            kIOReturnSuccess);
        CHECK_CODE(
            gProbe.client->CopyDispatchQueue(kIOServiceDefaultQueueName, &byDefault),
            kIOReturnSuccess);
        CHECK(own->OnQueue() && !byDefault->OnQueue());
        CHECK(std::string(own->GetName()) == "calls");
        OSSafeReleaseNULL(own);
        OSSafeReleaseNULL(byDefault);
        return kIOReturnSuccess;
    };
    CHECK_CODE(Caller{}.Run(host.machine, connection), kIOReturnSuccess);
    IODispatchQueue * queue = nullptr;
    CHECK_CODE(IODispatchQueue::Create("stray", 0, 0, &queue), kIOReturnSuccess);
    CHECK_CODE(gProbe.client->SetDispatchQueue("NoSuchName", queue), kIOReturnBadArgument);
    OSSafeReleaseNULL(queue);
}

static std::string gOrder;

TEST(a_queue_keeps_the_order) {
    IODispatchQueue * queue = nullptr;
    CHECK_CODE(IODispatchQueue::Create("order", 0, 0, &queue), kIOReturnSuccess);
    gOrder.clear();
    const auto add = [](void * letter) { gOrder += *static_cast<const char *>(letter); };
    static char letters[] = "abcdefgh";
    for (int index = 0; index < 7; ++index) {
        queue->DispatchAsync_f(&letters[index], add);
    }
    queue->DispatchSync_f(&letters[7], add);
    CHECK(gOrder == "abcdefgh");
    OSSafeReleaseNULL(queue);
}
