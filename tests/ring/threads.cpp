// Both ends of a ring, from the generated header, in two threads: a million elements in order.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "RingsUserClientRing.h"
#include "RingsUserClientTypes.h"

namespace {

constexpr std::uint64_t kMany = 1000000;

bool IsSquare(const Sample & sample) { return sample.left == static_cast<float>(sample.at % 1000); }

template <std::uint64_t kCapacity>
void Run(bool (*isValid)(const Sample &)) {
    alignas(128) static RingsUserClientRingMemory<Sample, kCapacity> memory;
    memory = {};
    RingsUserClientRingProducer<Sample, kCapacity> producer = {};
    RingsUserClientRingConsumer<Sample, kCapacity> consumer = {};
    producer.Attach(&memory);
    consumer.Attach(&memory, isValid);

    std::thread other([&producer] {
        Sample samples[48];
        for (std::uint64_t next = 0; next < kMany;) {
            std::size_t count = 0;
            for (; count < next % 48 + 1 && next + count < kMany; count++) {
                const std::uint64_t at = next + count;
                samples[count] = {at, static_cast<float>(at % 1000), 0};
            }
            std::size_t pushed = 0;
            if (producer.Push(samples, count, &pushed) != kIOReturnSuccess) {
                std::abort();
            }
            next += pushed;
            if (pushed == 0) {
                std::this_thread::yield();
            }
        }
    });
    Sample samples[64];
    for (std::uint64_t next = 0; next < kMany;) {
        std::size_t popped = 0;
        if (consumer.Pop(samples, next % 64 + 1, &popped) != kIOReturnSuccess) {
            std::abort();
        }
        for (std::size_t index = 0; index < popped; index++, next++) {
            if (samples[index].at != next || !IsSquare(samples[index])) {
                std::fprintf(stderr, "element %llu\n", static_cast<unsigned long long>(next));
                std::abort();
            }
        }
        if (popped == 0) {
            std::this_thread::yield();
        }
    }
    other.join();
}

} // namespace

int main() {
    Run<1024>(nullptr);
    Run<64>(&IsSquare);
    std::puts("in order");
}
