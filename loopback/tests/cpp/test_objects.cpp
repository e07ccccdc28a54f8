// Counting.
#include "host.h"

TEST(leaks_are_named) {
    Host host;
    const uint32_t connection = host.Connect();
    static OSData * leaked[2];
    static void * memory;
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments *) {
        leaked[0] = OSData::withBytes("a", 1);
        leaked[1] = OSData::withBytes("b", 1);
        memory = IOMalloc(24);
        return kIOReturnSuccess;
    };
    CHECK_CODE(Caller{}.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(host.Finish() == "2 OSData; 24 bytes; ");
    leaked[0]->release();
    leaked[1]->release();
    IOFree(memory, 24);
    CHECK(Report(host.machine).empty());
}

TEST(a_client_that_is_retained_leaks) {
    Host host;
    host.Connect();
    ProbeUserClient * client = gProbe.client;
    client->retain();
    CHECK(host.Finish() == "1 ProbeUserClient; 8 bytes; ");
    client->release();
    CHECK(Report(host.machine).empty());
}

TEST(casts_follow_the_classes) {
    OSObject * object = OSData::withBytes("a", 1);
    CHECK(OSDynamicCast(OSData, object) == object);
    CHECK(OSDynamicCast(OSContainer, object) == object);
    CHECK(OSDynamicCast(OSString, object) == nullptr);
    CHECK(OSDynamicCast(OSData, static_cast<OSObject *>(nullptr)) == nullptr);
    OSSafeReleaseNULL(object);
    CHECK(object == nullptr);
}

TEST(collections_retain) {
    OSArray * array = OSArray::withCapacity(2);
    OSNumber * number = OSNumber::withNumber(0x1ff, 8);
    CHECK(number->unsigned64BitValue() == 0xff && number->numberOfBytes() == 1);
    CHECK(array->setObject(number) && array->getCount() == 1);
    OSSafeReleaseNULL(number);
    CHECK(OSDynamicCast(OSNumber, array->getObject(0))->unsigned8BitValue() == 0xff);
    CHECK(array->getObject(1) == nullptr);
    OSDictionary * dictionary = OSDictionary::withCapacity(1);
    CHECK(dictionary->setObject("list", array));
    OSSafeReleaseNULL(array);
    OSString * text = OSString::withCString("text");
    CHECK(dictionary->setObject("list", text) && dictionary->getCount() == 1);
    CHECK(OSDynamicCast(OSString, dictionary->getObject("list"))->isEqualTo(text));
    OSSafeReleaseNULL(text);
    OSData * data = OSData::withCapacity(4);
    CHECK(
        data->getBytesNoCopy() == nullptr && data->appendBytes("abc", 3) &&
        data->isEqualTo("abc", 3));
    CHECK(data->getBytesNoCopy(2, 2) == nullptr);
    OSSafeReleaseNULL(data);
    OSSafeReleaseNULL(dictionary);
}

FATAL_TEST(over_release) {
    OSData * data = OSData::withBytes("a", 1);
    data->release();
    data->release();
}

FATAL_TEST(use_after_free) {
    OSData * data = OSData::withBytes("a", 1);
    data->release();
    if (OSDynamicCast(OSData, static_cast<OSObject *>(data)) != nullptr) {
        std::fprintf(stderr, "still there\n");
    }
}

FATAL_TEST(wrong_length_freed) { IOFree(IOMalloc(16), 8); }

FATAL_TEST(freed_twice) {
    void * memory = IOMalloc(16);
    IOFree(memory, 16);
    IOFree(memory, 16);
}

FATAL_TEST(client_without_peer) {
    Host host;
    CHECK_CODE(host.StartDriver(), kIOReturnSuccess);
    gProbe.newUserClient = [](IOService *, IOUserClient ** client) {
        *client = OSTypeAlloc(ProbeUserClient);
        (*client)->init();
        return kIOReturnSuccess;
    };
    uint32_t connection = 0;
    host.Open(&connection);
}

FATAL_TEST(action_on_a_plain_object) {
    OSData * data = OSData::withBytes("a", 1);
    OSAction * action = nullptr;
    OSAction::Create(data, 1, 2, 0, &action);
}

FATAL_TEST(sync_on_own_queue) {
    static IODispatchQueue * queue;
    IODispatchQueue::Create("own", 0, 0, &queue);
    queue->DispatchSync_f(nullptr, [](void *) { queue->DispatchSync_f(nullptr, [](void *) {}); });
}
