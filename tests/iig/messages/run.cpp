// Sends every message of Carrier to an object of it, and checks what arrives and what comes back.

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOBufferMemoryDescriptor.h>
#include <DriverKit/OSBoolean.h>
#include <DriverKit/OSData.h>
#include <DriverKit/OSDictionary.h>
#include <DriverKit/OSString.h>

#include "Carrier.h"

#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            exit(1); \
        } \
    } while (0)

/* The messages of the loopback's devices, in hardware/run_hardware.cpp. */
void RunHardware();

static int told;

bool Carrier::init() { return super::init(); }
void Carrier::free() { super::free(); }

kern_return_t IMPL(Carrier, Nothing) { return kIOReturnNotFound; }

kern_return_t IMPL(Carrier, Values)
{
    CHECK(on && small == 0xfe && large == -5 && real == 1.5 && mode == kCarrierModeSafe && handle == 7);
    CHECK(point.x == 1 && point.y == 0x123456789abcdef0 && other.y == 3 && constant == 9);
    return kIOReturnSuccess;
}

IOReturn IMPL(Carrier, Out)
{
    CHECK(number && handle && point && mode && on);
    CHECK(*number == 0);
    *number = 0x1122334455667788;
    *handle = 5;
    *point = {6, 7};
    *mode = kCarrierModeSafe;
    *on = true;
    return kIOReturnSuccess;
}

kern_return_t IMPL(Carrier, Records)
{
    return point->x == 1 && other->y == 4 ? kIOReturnSuccess : kIOReturnError;
}

kern_return_t IMPL(Carrier, Objects)
{
    CHECK(service == this && memory == NULL);
    *action = NULL;
    *client = NULL;
    return kIOReturnSuccess;
}

kern_return_t IMPL(Carrier, ByValue)
{
    CHECK(properties == NULL && data->getLength() == 3 && flags == 8);
    *name = OSString::withCString("name");
    return kIOReturnSuccess;
}

kern_return_t IMPL(Carrier, Several)
{
    CHECK(memoryCount == 2 && memory[0] && memory[1] && !memory[2]);
    return kIOReturnSuccess;
}

kern_return_t IMPL(Carrier, All) { return memory[0] && !memory[1] ? kIOReturnSuccess : kIOReturnError; }

kern_return_t IMPL(Carrier, Names)
{
    CHECK(strcmp(name, "a name") == 0);
    CHECK(strcmp(other, "fifteen letters") == 0);
    return kIOReturnSuccess;
}

kern_return_t IMPL(Carrier, Counted)
{
    *sum = 0;
    for (uint32_t at = 0; at < wordsCount; at++) *sum += words[at];
    return kIOReturnSuccess;
}

kern_return_t IMPL(Carrier, Whole)
{
    for (int at = 0; at < 4; at++) back[at] = static_cast<uint8_t>(words[at]);
    return kIOReturnSuccess;
}

kern_return_t IMPL(Carrier, Back)
{
    CHECK(*pointsCount == 5);
    points[0] = {1, 2};
    points[1] = {3, 4};
    *pointsCount = 2;
    return kIOReturnSuccess;
}

kern_return_t IMPL(Carrier, Port) { return port == 11 && other == 12 ? kIOReturnSuccess : kIOReturnError; }

void IMPL(Carrier, Tell)
{
    CHECK(what == 21 && data == NULL);
    told++;
}

void IMPL(Carrier, Happened) { (void) action, (void) status, (void) words; }

kern_return_t Carrier::Peek_Impl(Carrier_Peek_Args) const
{
    *value = 31;
    return kIOReturnSuccess;
}

kern_return_t IMPL(Carrier, Local) { return value == 1 ? kIOReturnSuccess : kIOReturnError; }
kern_return_t IMPL(Carrier, Queued) { return value == 2 ? kIOReturnSuccess : kIOReturnError; }
kern_return_t IMPL(Carrier, Dated) { return value == 3 ? kIOReturnSuccess : kIOReturnError; }

Carrier * Carrier::Make(const char * name)
{
    CHECK(strcmp(name, "carrier") == 0);
    Carrier * carrier = OSTypeAlloc(Carrier);
    CHECK(carrier && carrier->init());
    return carrier;
}

void Carrier::Visit(void (*visit)(void * context, const CarrierPoint & point), void * context)
{
    visit(context, CarrierPoint{8, 9});
}

uint32_t Carrier::Count() const { return 41; }
void Carrier::Overloaded(uint32_t) {}
void Carrier::Overloaded(uint64_t number, uint8_t bytes[4]) { CHECK(number == 1 && !bytes); }

static IOMemoryDescriptor * buffer()
{
    IOBufferMemoryDescriptor * buffer = NULL;
    CHECK(IOBufferMemoryDescriptor::Create(kIOMemoryDirectionInOut, 16, 0, &buffer) == kIOReturnSuccess);
    return buffer;
}

int main()
{
    Carrier * carrier = Carrier::Make();
    CHECK(carrier->Nothing() == kIOReturnNotFound);
    CHECK(carrier->Unanswered(1) != kIOReturnSuccess);

    const CarrierPoint point = {1, 0x123456789abcdef0};
    const CarrierPoint other = {0, 3};
    CHECK(carrier->Values(true, 0xfe, -5, 1.5, kCarrierModeSafe, 7, point, other, 9) == kIOReturnSuccess);

    uint64_t number = 1;
    CarrierHandle handle = 0;
    CarrierPoint out = {};
    CarrierMode mode = kCarrierModeFast;
    bool on = false;
    CHECK(carrier->Out(&number, &handle, &out, &mode, &on) == kIOReturnSuccess);
    CHECK(number == 0x1122334455667788 && handle == 5 && out.x == 6 && out.y == 7);
    CHECK(mode == kCarrierModeSafe && on);
    CHECK(carrier->Out(NULL, NULL, NULL, NULL, NULL) == kIOReturnSuccess);

    const CarrierPoint four = {0, 4};
    CHECK(carrier->Records(&point, &four) == kIOReturnSuccess);
    CHECK(carrier->Records(&point, NULL) == kIOReturnBadArgument);

    OSAction * action = NULL;
    IOUserClient * client = NULL;
    CHECK(carrier->Objects(carrier, NULL, &action, &client) == kIOReturnSuccess);

    OSData * data = OSData::withBytes("abc", 3);
    OSString * name = NULL;
    CHECK(carrier->ByValue(NULL, data, &name, 8) == kIOReturnSuccess);
    CHECK(name && strcmp(name->getCStringNoCopy(), "name") == 0);
    name->release();
    /* An object of another class is refused, not cast. */
    OSDictionary * wrong = reinterpret_cast<OSDictionary *>(data);
    CHECK(carrier->ByValue(wrong, data, &name, 8) == kIOReturnBadArgument);
    data->release();

    IOMemoryDescriptor * memory[2] = {buffer(), buffer()};
    CHECK(carrier->Several(memory, 2) == kIOReturnSuccess);
    CHECK(carrier->Several(memory, kCarrierMax + 1) == kIOReturnOverrun);
    CHECK(carrier->Several(NULL, 2) == kIOReturnBadArgument);
    memory[0]->release();
    IOMemoryDescriptor * one[2] = {memory[1], NULL};
    CHECK(carrier->All(one) == kIOReturnSuccess);
    memory[1]->release();

    CHECK(carrier->Names("a name", "fifteen letters and more") == kIOReturnSuccess);

    const uint16_t words[] = {1, 2, 3};
    uint64_t sum = 0;
    CHECK(carrier->Counted(words, 3, &sum) == kIOReturnSuccess && sum == 6);
    CHECK(carrier->Counted(words, 9, &sum) == kIOReturnOverrun);
    CHECK(carrier->Counted(NULL, 0, &sum) == kIOReturnSuccess && sum == 0);

    const uint64_t whole[] = {1, 2, 3, 4};
    uint8_t bytes[4] = {};
    CHECK(carrier->Whole(whole, bytes) == kIOReturnSuccess && bytes[3] == 4);

    CarrierPoint points[5] = {};
    uint32_t count = 5;
    CHECK(carrier->Back(points, &count) == kIOReturnSuccess);
    CHECK(count == 2 && points[1].y == 4 && points[2].x == 0);
    count = 9;
    CHECK(carrier->Back(points, &count) == kIOReturnOverrun);
    CHECK(carrier->Back(points, NULL) == kIOReturnBadArgument);

    CHECK(carrier->Port(11, 12) == kIOReturnSuccess);
    carrier->Tell(21, NULL);
    CHECK(told == 1);
    carrier->Happened(NULL, kIOReturnSuccess, whole);

    uint32_t value = 0;
    CHECK(static_cast<const Carrier *>(carrier)->Peek(&value) == kIOReturnSuccess && value == 31);
    CHECK(carrier->Local(1) == kIOReturnSuccess);
    CHECK(carrier->Queued(2) == kIOReturnSuccess);
    CHECK(carrier->Dated() == kIOReturnSuccess);

    uint64_t seen = 0;
    carrier->Visit_Call([](void * context, const CarrierPoint & at) {
        *static_cast<uint64_t *>(context) = at.y;
    }, &seen);
    CHECK(seen == 9 && carrier->Count_Call() == 41);
    carrier->Overloaded(static_cast<uint64_t>(1));
    carrier->release();
    RunHardware();
    puts("every message arrived");
    return 0;
}
