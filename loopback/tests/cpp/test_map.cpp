// Memory that the driver shares.
#include <csetjmp>
#include <csignal>

#include "host.h"

static IOBufferMemoryDescriptor * gBuffer;
static uint64_t gOptions;

static kern_return_t CopyBuffer(uint64_t type, uint64_t * options, IOMemoryDescriptor ** memory) {
    if (type == 9) {
        return kIOReturnNoSpace;
    }
    if (type == 8) {
        *options = 0;
        *memory = nullptr;
        return kIOReturnSuccess;
    }
    gBuffer->retain();
    *options = gOptions;
    *memory = gBuffer;
    return kIOReturnSuccess;
}

class Buffer {
public:
    explicit Buffer(uint64_t size) {
        gOptions = 0;
        gProbe.copyMemory = &CopyBuffer;
        CHECK_CODE(
            IOBufferMemoryDescriptor::Create(kIOMemoryDirectionInOut, size, 0, &gBuffer),
            kIOReturnSuccess);
        IOAddressSegment range = {};
        CHECK_CODE(gBuffer->GetAddressRange(&range), kIOReturnSuccess);
        CHECK(range.length == size);
        bytes = reinterpret_cast<uint8_t *>(range.address);
    }
    ~Buffer() { OSSafeReleaseNULL(gBuffer); }
    Buffer(const Buffer &) = delete;
    Buffer & operator=(const Buffer &) = delete;
    uint8_t * bytes;
};

TEST(memory_is_shared_both_ways) {
    Host host;
    const uint32_t connection = host.Connect();
    const Buffer buffer(10000);
    uint8_t * address = nullptr;
    size_t size = 0;
    CHECK_CODE(lb_map(host.machine, connection, 0, kAnywhere, &address, &size), kIOReturnSuccess);
    CHECK(size == 10000 && address != buffer.bytes);
    CHECK(address[9999] == 0);
    buffer.bytes[9999] = 1;
    CHECK(address[9999] == 1);
    address[0] = 2;
    CHECK(buffer.bytes[0] == 2);
    CHECK_CODE(lb_unmap(host.machine, connection, 0, address), kIOReturnSuccess);
    CHECK_CODE(lb_unmap(host.machine, connection, 0, address), kIOReturnBadArgument);
}

TEST(mapped_twice_is_mapped_once) {
    Host host;
    const uint32_t connection = host.Connect();
    const Buffer buffer(4096);
    uint8_t * first = nullptr;
    uint8_t * second = nullptr;
    size_t size = 0;
    CHECK_CODE(lb_map(host.machine, connection, 0, kAnywhere, &first, &size), kIOReturnSuccess);
    // Another type, the same descriptor.
    CHECK_CODE(lb_map(host.machine, connection, 1, kAnywhere, &second, &size), kIOReturnSuccess);
    CHECK(first == second);
    CHECK_CODE(lb_unmap(host.machine, connection, 1, first), kIOReturnSuccess);
    CHECK_CODE(lb_unmap(host.machine, connection, 0, first), kIOReturnBadArgument);
    // Read-only is another mapping.
    CHECK_CODE(lb_map(host.machine, connection, 0, kAnywhere, &first, &size), kIOReturnSuccess);
    gOptions = kIOUserClientMemoryReadOnly;
    CHECK_CODE(lb_map(host.machine, connection, 0, kAnywhere, &second, &size), kIOReturnSuccess);
    CHECK(first != second);
}

TEST(another_cache_mode_is_another_mapping) {
    Host host;
    const uint32_t connection = host.Connect();
    const Buffer buffer(4096);
    uint8_t * first = nullptr;
    uint8_t * second = nullptr;
    size_t size = 0;
    CHECK_CODE(
        lb_map(host.machine, connection, 0, kAnywhere | 0x400, &first, &size), kIOReturnSuccess);
    // The default is whatever there is.
    CHECK_CODE(lb_map(host.machine, connection, 0, kAnywhere, &second, &size), kIOReturnSuccess);
    CHECK(first == second);
    CHECK_CODE(
        lb_map(host.machine, connection, 0, kAnywhere | 0x100, &second, &size), kIOReturnSuccess);
    CHECK(first != second);
    CHECK_CODE(lb_unmap(host.machine, connection, 0, second), kIOReturnSuccess);
    CHECK_CODE(lb_unmap(host.machine, connection, 0, first), kIOReturnSuccess);
    CHECK_CODE(lb_unmap(host.machine, connection, 0, first), kIOReturnBadArgument);
}

TEST(options_that_no_app_means_are_a_fault) {
    Host host;
    const uint32_t connection = host.Connect();
    const Buffer buffer(4096);
    uint8_t * address = nullptr;
    size_t size = 0;
    CHECK_CODE(lb_map(host.machine, connection, 0, 0, &address, &size), kIOReturnBadArgument);
    CHECK_CODE(
        lb_map(host.machine, connection, 0, kAnywhere | 0xa00, &address, &size),
        kIOReturnBadArgument);
    CHECK(!host.Finish().empty());
}

static sigjmp_buf gFault;
static void OnFault(int) { siglongjmp(gFault, 1); }

TEST(read_only_memory_is_read_only) {
    Host host;
    const uint32_t connection = host.Connect();
    const Buffer buffer(4096);
    gOptions = kIOUserClientMemoryReadOnly;
    uint8_t * address = nullptr;
    size_t size = 0;
    CHECK_CODE(lb_map(host.machine, connection, 0, kAnywhere, &address, &size), kIOReturnSuccess);
    buffer.bytes[5] = 3;
    CHECK(address[5] == 3);
    struct sigaction action = {};
    struct sigaction before = {};
    action.sa_handler = &OnFault;
    sigaction(SIGSEGV, &action, &before);
    volatile bool written = false;
    if (sigsetjmp(gFault, 1) == 0) {
        *const_cast<volatile uint8_t *>(address) = 1;
        written = true;
    }
    sigaction(SIGSEGV, &before, nullptr);
    CHECK(!written);
}

TEST(every_failure_to_map_is_a_bad_argument) {
    Host host;
    const uint32_t connection = host.Connect();
    uint8_t * address = nullptr;
    size_t size = 0;
    // Nobody implements it.
    CHECK_CODE(lb_map(host.machine, connection, 0, kAnywhere, &address, &size), kIOReturnBadArgument);
    CHECK_CODE(lb_unmap(host.machine, connection, 0, address), kIOReturnUnsupported);
    const Buffer buffer(4096);
    CHECK_CODE(lb_map(host.machine, connection, 9, kAnywhere, &address, &size), kIOReturnBadArgument);
    CHECK_CODE(lb_map(host.machine, connection, 8, kAnywhere, &address, &size), kIOReturnBadArgument);
    // To unmap, the driver's own code counts; success without memory unmaps nothing.
    CHECK_CODE(lb_unmap(host.machine, connection, 9, address), kIOReturnNoSpace);
    CHECK_CODE(lb_unmap(host.machine, connection, 8, address), kIOReturnSuccess);
}

TEST(options_that_are_not_written_are_a_fault) {
    Host host;
    const uint32_t connection = host.Connect();
    const Buffer buffer(4096);
    gProbe.copyMemory = [](uint64_t, uint64_t *, IOMemoryDescriptor ** memory) {
        gBuffer->retain();
        *memory = gBuffer;
        return kIOReturnSuccess;
    };
    uint8_t * address = nullptr;
    size_t size = 0;
    CHECK_CODE(lb_map(host.machine, connection, 3, kAnywhere, &address, &size), kIOReturnSuccess);
    CHECK(
        host.Finish() ==
        "CopyClientMemoryForType(3) of ProbeUserClient left unknown options, 0xa5a5a5a5a5a5a5a5: they "
        "arrive uninitialised and must be written; ");
}

TEST(descriptors_are_cut_and_mapped_in_the_driver) {
    Host host;
    host.Connect();
    const Buffer buffer(10000);
    buffer.bytes[5001] = 4;
    IOMemoryDescriptor * part = nullptr;
    CHECK_CODE(
        IOMemoryDescriptor::CreateSubMemoryDescriptor(
            kIOMemoryDirectionInOut, 5000, 5000, gBuffer, &part),
        kIOReturnSuccess);
    uint64_t length = 0;
    CHECK_CODE(part->GetLength(&length), kIOReturnSuccess);
    CHECK(length == 5000);
    IOMemoryMap * map = nullptr;
    CHECK_CODE(part->CreateMapping(0, 0, 1, 2, 0, &map), kIOReturnSuccess);
    CHECK(*reinterpret_cast<const uint8_t *>(map->GetAddress()) == 4);
    OSSafeReleaseNULL(map);
    CHECK_CODE(part->CreateMapping(0, 0, 4999, 2, 0, &map), kIOReturnError);
    CHECK_CODE(part->CreateMapping(0x300, 0, 0, 0, 0, &map), kIOReturnBadArgument);
    CHECK(map == nullptr);
    OSSafeReleaseNULL(part);
    CHECK_CODE(
        IOMemoryDescriptor::CreateSubMemoryDescriptor(0, 9999, 2, gBuffer, &part),
        kIOReturnBadArgument);
    CHECK_CODE(gBuffer->SetLength(100), kIOReturnSuccess);
    CHECK_CODE(gBuffer->GetLength(&length), kIOReturnSuccess);
    CHECK(length == 100);
}

TEST(the_clients_own_memory_is_described) {
    Host host;
    host.Connect();
    uint8_t bytes[64] = {1, 2, 3};
    IOAddressSegment segment = {reinterpret_cast<uint64_t>(bytes), sizeof(bytes)};
    IOMemoryDescriptor * memory = nullptr;
    CHECK_CODE(
        gProbe.client->CreateMemoryDescriptorFromClient(
            kIOMemoryDirectionInOut, 33, &segment, &memory),
        kIOReturnBadArgument);
    CHECK_CODE(
        gProbe.client->CreateMemoryDescriptorFromClient(
            kIOMemoryDirectionInOut, 1, &segment, &memory),
        kIOReturnSuccess);
    IOMemoryMap * map = nullptr;
    CHECK_CODE(memory->CreateMapping(0, 0, 1, 2, 0, &map), kIOReturnSuccess);
    auto * seen = reinterpret_cast<uint8_t *>(map->GetAddress());
    CHECK(seen[0] == 2 && seen[1] == 3);
    seen[0] = 9;
    CHECK(bytes[1] == 9);
    OSSafeReleaseNULL(map);
    OSSafeReleaseNULL(memory);
}
