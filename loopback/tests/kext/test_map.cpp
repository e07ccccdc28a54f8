// Memory that kext and app share.
#include "host.h"

// A kext with one buffer of memory.
struct Buffer {
    explicit Buffer(IOOptionBits options)
        : memory(IOBufferMemoryDescriptor::inTaskWithOptions(
              kernel_task, kIODirectionOutIn | kIOMemoryKernelUserShared, 8192)) {
        gProbe.memory = [this, options](
                            UInt32 type, IOOptionBits * to, IOMemoryDescriptor ** given) {
            if (type != 1) {
                return kIOReturnNotFound;
            }
            *to |= options;
            memory->retain();
            *given = memory;
            return kIOReturnSuccess;
        };
    }
    ~Buffer() { memory->release(); }
    IOBufferMemoryDescriptor * memory;
};

TEST(kext_and_app_see_the_same_memory) {
    Host host;
    const uint32_t connection = host.Connect();
    Buffer buffer(0);
    auto * bytes = static_cast<uint8_t *>(buffer.memory->getBytesNoCopy());
    bytes[5] = 3;
    uint8_t * address = nullptr;
    uint8_t * again = nullptr;
    size_t size = 0;
    CHECK_CODE(
        lb_map(host.machine, connection, 1, kAnywhere, &address, &size), kIOReturnSuccess);
    CHECK(size == 8192 && address[5] == 3 && address[6] == 0);
    address[6] = 4;
    CHECK(bytes[6] == 4);
    // The same mapping, which one unmap ends.
    CHECK_CODE(lb_map(host.machine, connection, 1, kAnywhere, &again, &size), kIOReturnSuccess);
    CHECK(again == address);
    CHECK_CODE(lb_unmap(host.machine, connection, 1, address), kIOReturnSuccess);
    CHECK_CODE(lb_unmap(host.machine, connection, 1, address), kIOReturnBadArgument);
    CHECK(buffer.memory->getRetainCount() == 1);
}

TEST(whatever_fails_a_map_is_a_bad_argument) {
    Host host;
    const uint32_t connection = host.Connect();
    Buffer buffer(0);
    uint8_t * address = nullptr;
    size_t size = 0;
    CHECK_CODE(
        lb_map(host.machine, connection, 2, kAnywhere, &address, &size), kIOReturnBadArgument);
    CHECK_CODE(lb_unmap(host.machine, connection, 2, address), kIOReturnNotFound);
    gProbe.memory = nullptr;
    CHECK_CODE(
        lb_map(host.machine, connection, 1, kAnywhere, &address, &size), kIOReturnBadArgument);
    CHECK_CODE(lb_unmap(host.machine, connection, 1, address), kIOReturnUnsupported);
}

TEST(a_mapping_goes_with_its_connection) {
    Host host;
    const uint32_t connection = host.Connect();
    Buffer buffer(kIOMapReadOnly);
    uint8_t * address = nullptr;
    size_t size = 0;
    CHECK_CODE(
        lb_map(host.machine, connection, 1, kAnywhere, &address, &size), kIOReturnSuccess);
    CHECK(buffer.memory->getRetainCount() == 2);
    CHECK_CODE(lb_close(host.machine, connection), kIOReturnSuccess);
    CHECK(buffer.memory->getRetainCount() == 1);
}

TEST(a_user_client_can_take_a_mapping_back) {
    Host host;
    const uint32_t connection = host.Connect();
    Buffer buffer(0);
    uint8_t * address = nullptr;
    size_t size = 0;
    CHECK_CODE(
        lb_map(host.machine, connection, 1, kAnywhere, &address, &size), kIOReturnSuccess);
    IOMemoryMap * map = gProbe.client->removeMappingForDescriptor(buffer.memory);
    CHECK(map != nullptr && map->getAddress() == reinterpret_cast<uintptr_t>(address));
    CHECK(gProbe.client->removeMappingForDescriptor(buffer.memory) == nullptr);
    CHECK_CODE(lb_unmap(host.machine, connection, 1, address), kIOReturnBadArgument);
    map->release();
}

TEST(the_option_of_a_dext_is_a_fault) {
    Host host;
    const uint32_t connection = host.Connect();
    Buffer buffer(kIOUserClientMemoryReadOnly);
    uint8_t * address = nullptr;
    size_t size = 0;
    CHECK_CODE(
        lb_map(host.machine, connection, 1, kAnywhere, &address, &size), kIOReturnSuccess);
    CHECK(host.Finish().find("a kext says kIOMapReadOnly") != std::string::npos);
}

TEST(buffers_are_as_the_kernels) {
    Host host;
    CHECK_CODE(host.Start(), kIOReturnSuccess);
    CHECK(IOBufferMemoryDescriptor::withCapacity(0, kIODirectionIn) == nullptr);
    // Memory that isn't the kernel's is pageable.
    CHECK(IOBufferMemoryDescriptor::inTaskWithOptions(nullptr, kIODirectionIn, 1) == nullptr);
    IOBufferMemoryDescriptor * buffer =
        IOBufferMemoryDescriptor::withBytes("abcd", 4, kIODirectionOut);
    char bytes[4] = {};
    // It's prepared from the start.
    CHECK(buffer->readBytes(1, bytes, 3) == 3 && std::memcmp(bytes, "bcd", 3) == 0);
    buffer->setLength(2);
    CHECK(buffer->getLength() == 2 && buffer->getCapacity() == 4);
    CHECK(buffer->readBytes(1, bytes, 2) == 0);
    IOSubMemoryDescriptor * part =
        IOSubMemoryDescriptor::withSubRange(buffer, 1, 1, kIODirectionOut);
    CHECK(part->readBytes(0, bytes, 1) == 1 && bytes[0] == 'b');
    CHECK(IOSubMemoryDescriptor::withSubRange(buffer, 1, 2, kIODirectionOut) == nullptr);
    part->release();
    buffer->release();
}
