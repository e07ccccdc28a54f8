// What the ring device does when it is called. iigen wrote the beginning of this file once.

#include "RingUserClient.h"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOBufferMemoryDescriptor.h>
#include <DriverKit/IOLib.h>
#include <string.h>

#include "RingUserClientDispatch.h"

struct RingUserClient_IVars
{
    RingUserClientState state; // what the generated code keeps
    RingUserClientSubscribeCompletion subscriber; // who gets the records of the log

    Record log[1024];
    size_t records;
    uint64_t tickets;
    Counters * counters; // in the memory that clients map; null until the first does
};

bool RingUserClient::init()
{
    if (!super::init()) {
        return false;
    }
    ivars = IONewZero(RingUserClient_IVars, 1);
    return ivars != nullptr;
}

void RingUserClient::free()
{
    if (ivars != nullptr) {
        ivars->state.Free();
    }
    IOSafeDeleteNULL(ivars, RingUserClient_IVars, 1);
    super::free();
}

kern_return_t IMPL(RingUserClient, Start)
{
    return Start(provider, SUPERDISPATCH);
}

kern_return_t IMPL(RingUserClient, Stop)
{
    ivars->state.Cancel(); // nobody waits any more
    return Stop(provider, SUPERDISPATCH);
}

RingUserClientState * RingUserClient::State()
{
    return &ivars->state;
}

// Counts a call for the app, once it has mapped the counters.
static void Count(RingUserClient_IVars * ivars, uint64_t bytes)
{
    if (ivars->counters != nullptr) {
        ivars->counters->calls += 1;
        ivars->counters->bytes += bytes;
    }
}

kern_return_t RingUserClient::Reset()
{
    Count(ivars, 0);
    ivars->records = 0;
    return kIOReturnSuccess;
}

kern_return_t RingUserClient::SetRate(uint32_t hz, uint32_t * actual)
{
    Count(ivars, 0);
    *actual = hz < 44100 ? 44100 : hz - hz % 300;
    return kIOReturnSuccess;
}

kern_return_t RingUserClient::Submit(
    uint8_t priority,
    Flags flags,
    const TransferRequest & transferRequest,
    Receipt * receipt)
{
    Count(ivars, transferRequest.length);
    if (priority > 0 && (flags & kFlagsUrgent) == 0) {
        return kIOReturnNotPermitted;
    }
    receipt->request = transferRequest;
    receipt->ticket = ++ivars->tickets;
    return kIOReturnSuccess;
}

kern_return_t RingUserClient::Load(const uint8_t * bytes, size_t bytesLength, uint64_t * sum)
{
    Count(ivars, bytesLength);
    for (size_t index = 0; index < bytesLength; index++) {
        *sum += bytes[index];
    }
    return kIOReturnSuccess;
}

kern_return_t RingUserClient::WriteLog(
    const Record & header, const uint8_t * tail, size_t tailLength)
{
    Count(ivars, tailLength);
    if (ivars->records == sizeof(ivars->log) / sizeof(ivars->log[0])) {
        return kIOReturnNoSpace;
    }
    Record & record = ivars->log[ivars->records++];
    record = header;
    // The log keeps the beginning of the text, instead of the header's data.
    if (tailLength > 0) {
        const size_t length = tailLength < sizeof(record.data) ? tailLength : sizeof(record.data);
        memset(record.data, 0, sizeof(record.data));
        memcpy(record.data, tail, length);
    }
    ivars->subscriber.Send(record); // nobody hears it if nobody has subscribed
    return kIOReturnSuccess;
}

kern_return_t RingUserClient::Subscribe(RingUserClientSubscribeCompletion completion)
{
    ivars->subscriber = completion.Move(); // and cancels the one before
    return kIOReturnSuccess;
}

kern_return_t RingUserClient::ReadLog(
    Record * records, size_t recordsCapacity, size_t * recordsCount)
{
    const size_t count = ivars->records < recordsCapacity ? ivars->records : recordsCapacity;
    memcpy(records, ivars->log, count * sizeof(Record));
    *recordsCount = count;
    Count(ivars, count * sizeof(Record));
    return kIOReturnSuccess;
}

kern_return_t RingUserClient::Name(uint8_t * bytes, size_t bytesCapacity, size_t * bytesLength)
{
    static const char name[] = "Ring of thirty-two";
    const size_t length = sizeof(name) - 1; // without the NUL
    if (bytesCapacity < length) {
        return kIOReturnNoSpace;
    }
    memcpy(bytes, name, length);
    *bytesLength = length;
    return kIOReturnSuccess;
}

kern_return_t RingUserClient::Drain(uint32_t * count, uint64_t * sum)
{
    RingPage * page = nullptr;
    const kern_return_t ret = ivars->state.GetRing(&page);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    // The app writes into this memory whenever it likes: each number is read once, and only what
    // was read is believed.
    const uint32_t head = __atomic_load_n(&page->head, __ATOMIC_ACQUIRE);
    const uint32_t tail = page->tail;
    const uint32_t waiting = head - tail;
    if (waiting > kRingUserClientSlots) {
        return kIOReturnOverrun;
    }
    for (uint32_t index = 0; index < waiting; index++) {
        *sum += page->values[(tail + index) % kRingUserClientSlots];
    }
    __atomic_store_n(&page->tail, head, __ATOMIC_RELEASE);
    *count = waiting;
    Count(ivars, waiting * sizeof(uint64_t));
    return kIOReturnSuccess;
}

kern_return_t RingUserClient::Probe(IOUserClientMethodArguments * arguments)
{
    if (arguments->scalarOutputCount < 2) {
        return kIOReturnBadArgument;
    }
    uint64_t length = 0;
    if (arguments->structureInputDescriptor != nullptr) {
        const kern_return_t ret = arguments->structureInputDescriptor->GetLength(&length);
        if (ret != kIOReturnSuccess) {
            return ret;
        }
    } else if (arguments->structureInput != nullptr) {
        length = arguments->structureInput->getLength();
    }
    arguments->scalarOutput[0] = arguments->structureInputDescriptor != nullptr ? 1 : 0;
    arguments->scalarOutput[1] = length;
    arguments->scalarOutputCount = 2;
    return kIOReturnSuccess;
}

kern_return_t RingUserClient::CopyCountersMemory(IOMemoryDescriptor ** memory)
{
    IOBufferMemoryDescriptor * buffer = nullptr;
    kern_return_t ret =
        IOBufferMemoryDescriptor::Create(kIOMemoryDirectionInOut, 4096, 0, &buffer);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    IOAddressSegment range = {};
    ret = buffer->GetAddressRange(&range);
    if (ret != kIOReturnSuccess) {
        OSSafeReleaseNULL(buffer);
        return ret;
    }
    ivars->counters = reinterpret_cast<Counters *>(range.address);
    memset(ivars->counters, 0, sizeof(*ivars->counters));
    *memory = buffer;
    return kIOReturnSuccess;
}
