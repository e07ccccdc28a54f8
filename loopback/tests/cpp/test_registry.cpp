// Looking for services, and watching them.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "host.h"

namespace {

// What a watch told: an id that came, or its negative that went.
struct Heard {
    // The next that is told, or 0 if nothing is for a while.
    int64_t Next(std::chrono::milliseconds limit = std::chrono::seconds(10)) {
        std::unique_lock lock(mutex);
        if (!changed.wait_for(lock, limit, [&] { return !told.empty(); })) {
            return 0;
        }
        const int64_t next = told.front();
        told.erase(told.begin());
        return next;
    }
    void WaitUntilGone() {
        std::unique_lock lock(mutex);
        CHECK(changed.wait_for(lock, std::chrono::seconds(10), [&] { return gone; }));
    }

    std::mutex mutex;
    std::condition_variable changed;
    std::vector<int64_t> told;
    bool gone = false;
    // A watch that ends itself as soon as it's told something.
    lb_machine * endsOf = nullptr;
    uint64_t watch = 0;
};

void Tell(void * context, bool arrived, uint64_t id) {
    auto * heard = static_cast<Heard *>(context);
    const std::lock_guard lock(heard->mutex);
    CHECK(!heard->gone);
    heard->told.push_back(arrived ? static_cast<int64_t>(id) : -static_cast<int64_t>(id));
    heard->changed.notify_all();
    if (heard->endsOf != nullptr) {
        lb_unwatch(heard->endsOf, heard->watch);
    }
}

void Gone(void * context) {
    auto * heard = static_cast<Heard *>(context);
    const std::lock_guard lock(heard->mutex);
    CHECK(!heard->gone);
    heard->gone = true;
    heard->changed.notify_all();
}

uint64_t Watch(const Host & host, uint32_t app, const lb_service & service, Heard * heard) {
    uint64_t watch = 0;
    CHECK_CODE(
        lb_watch(host.machine, app, &service, &Tell, heard, &Gone, &watch), kIOReturnSuccess);
    return watch;
}

std::vector<uint64_t> Services(const Host & host, const lb_service & service) {
    std::vector<uint64_t> found;
    const auto add = [](void * context, uint64_t id) {
        static_cast<std::vector<uint64_t> *>(context)->push_back(id);
    };
    CHECK_CODE(
        lb_services(host.machine, host.client, &service, add, &found), kIOReturnSuccess);
    return found;
}

uint64_t IdOfDriver() {
    uint64_t id = 0;
    CHECK_CODE(gProbe.driver->GetRegistryEntryID(&id), kIOReturnSuccess);
    return id;
}

lb_service By(uint32_t kind, const char * key, const char * text, uint64_t number) {
    return {kind, key, std::strlen(key), text, std::strlen(text), number};
}

} // namespace

TEST(services_are_found_by_what_they_are) {
    Host host;
    CHECK_CODE(host.StartDriver(), kIOReturnSuccess);
    const std::vector<uint64_t> it = {IdOfDriver()};
    CHECK(Services(host, ByClass("ProbeDriver")) == it);
    CHECK(Services(host, ByClass("IOUserService")) == it);
    CHECK(Services(host, ByClass("IOService")) == it);
    CHECK(Services(host, ByClass("ProbeUserClient")).empty());
    CHECK(Services(host, By(1, "", "ProbeDriver", 0)) == it);
    gProbe.driver->SetName("probe");
    CHECK(Services(host, By(1, "", "probe", 0)) == it);
    CHECK(Services(host, By(1, "", "ProbeDriver", 0)).empty());
    CHECK(Services(host, By(2, "Vendor", "probe", 0)) == it);
    CHECK(Services(host, By(2, "Vendor", "prob", 0)).empty());
    CHECK(Services(host, By(2, "IOUserClass", "ProbeDriver", 0)) == it);
    CHECK(Services(host, By(2, "Slots", "32", 0)).empty());
    CHECK(Services(host, By(3, "Slots", "", 32)) == it);
    CHECK(Services(host, By(3, "Slots", "", 33)).empty());
    CHECK(Services(host, By(4, "Fast", "", 1)) == it);
    CHECK(Services(host, By(4, "Fast", "", 0)).empty());
    CHECK(Services(host, By(4, "Slots", "", 1)).empty());
    CHECK(Services(host, By(5, "", "", it[0])) == it);
    CHECK(Services(host, By(5, "", "", it[0] + 1)).empty());
    uint32_t connection = 0;
    const lb_service byId = By(5, "", "", it[0]);
    CHECK_CODE(lb_open(host.machine, host.client, &byId, 0, &connection), kIOReturnSuccess);
    gProbe.driver->Terminate(0);
    for (int tries = 0; tries < 1000 && !Services(host, byId).empty(); ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    CHECK(Services(host, byId).empty());
}

TEST(a_watch_tells_what_is_there_what_comes_and_what_goes) {
    Host host;
    const lb_service service = ByClass("ProbeDriver");
    CHECK_CODE(host.StartDriver(), kIOReturnSuccess);
    const auto first = static_cast<int64_t>(IdOfDriver());
    Heard heard;
    const uint64_t watch = Watch(host, host.client, service, &heard);
    CHECK(heard.Next() == first);
    gProbe.registers = false;
    CHECK_CODE(host.StartDriver(), kIOReturnSuccess);
    const auto second = static_cast<int64_t>(IdOfDriver());
    CHECK(heard.Next(std::chrono::milliseconds(20)) == 0);
    gProbe.driver->RegisterService();
    CHECK(heard.Next() == second);
    // Again says nothing new.
    gProbe.driver->RegisterService();
    gProbe.driver->Terminate(0);
    CHECK(heard.Next() == -second);
    lb_crash(host.machine);
    CHECK(heard.Next() == -first);
    lb_unwatch(host.machine, watch);
    heard.WaitUntilGone();
    lb_unwatch(host.machine, watch);
    CHECK(heard.told.empty());
}

TEST(a_watch_may_end_itself) {
    Host host;
    Heard heard;
    heard.endsOf = host.machine;
    heard.watch = Watch(host, host.client, ByClass("ProbeDriver"), &heard);
    CHECK_CODE(host.StartDriver(), kIOReturnSuccess);
    CHECK(heard.Next() == static_cast<int64_t>(IdOfDriver()));
    heard.WaitUntilGone();
    CHECK_CODE(host.StartDriver(), kIOReturnSuccess);
    CHECK(heard.Next(std::chrono::milliseconds(20)) == 0);
}

TEST(a_watch_ends_with_its_app) {
    Host host;
    const lb_service service = ByClass("ProbeDriver");
    const uint32_t other = lb_client_new(host.machine);
    Heard killed;
    Heard mine;
    Watch(host, other, service, &killed);
    const uint64_t watch = Watch(host, host.client, service, &mine);
    lb_client_kill(host.machine, other);
    killed.WaitUntilGone();
    CHECK_CODE(host.StartDriver(), kIOReturnSuccess);
    CHECK(mine.Next() == static_cast<int64_t>(IdOfDriver()));
    CHECK(killed.told.empty());
    Heard dead;
    uint64_t none = 0;
    CHECK_CODE(
        lb_watch(host.machine, other, &service, &Tell, &dead, &Gone, &none), kInvalidDest);
    CHECK(dead.gone);
    const auto add = [](void *, uint64_t) { CHECK(false); };
    CHECK_CODE(lb_services(host.machine, other, &service, add, nullptr), kInvalidDest);
    lb_client_die(host.machine, other);
    lb_unwatch(host.machine, watch);
    mine.WaitUntilGone();
}

TEST(watches_come_and_go_beside_drivers) {
    Host host;
    std::atomic<bool> done{false};
    std::vector<std::thread> watchers;
    for (int watcher = 0; watcher < 2; ++watcher) {
        watchers.emplace_back([&] {
            while (!done) {
                Heard heard;
                const uint64_t watch = Watch(host, host.client, ByClass("ProbeDriver"), &heard);
                Services(host, ByClass("ProbeDriver"));
                lb_unwatch(host.machine, watch);
                heard.WaitUntilGone();
                // Nobody goes who hasn't come.
                std::set<int64_t> there;
                for (const int64_t told : heard.told) {
                    CHECK(told > 0 ? there.insert(told).second : there.erase(-told) == 1);
                }
            }
        });
    }
    for (int round = 0; round < 50; ++round) {
        CHECK_CODE(host.StartDriver(), kIOReturnSuccess);
        const lb_service byId = By(5, "", "", IdOfDriver());
        gProbe.driver->Terminate(0);
        while (!Services(host, byId).empty()) {
            std::this_thread::yield();
        }
    }
    done = true;
    for (std::thread & watcher : watchers) {
        watcher.join();
    }
}
