#include "EventUserClient.h"

#include <IOKit/IOLib.h>
#include <string.h>

#include "EventKext.h"
#include "EventUserClientDispatch.h"

struct EventUserClient_IVars
{
    EventUserClientState state;
    EventKext * kext; // retained
};

bool EventUserClient::initWithTask(task_t owningTask, void * securityToken, UInt32 type)
{
    if (!SUPER::initWithTask(owningTask, securityToken, type)) {
        return false;
    }
    ivars = IONewZero(EventUserClient_IVars, 1);
    return ivars != nullptr && ivars->state.MakeQueues();
}

void EventUserClient::free()
{
    if (ivars != nullptr) {
        ivars->state.Free();
        OSSafeReleaseNULL(ivars->kext);
    }
    IOSafeDeleteNULL(ivars, EventUserClient_IVars, 1);
    SUPER::free();
}

bool EventUserClient::start(IOService * provider)
{
    if (!SUPER::start(provider)) {
        return false;
    }
    ivars->kext = OSDynamicCast(EventKext, provider);
    if (ivars->kext == nullptr) {
        return false;
    }
    ivars->kext->retain();
    return true;
}

void EventUserClient::stop(IOService * provider)
{
    ivars->kext->Leave(this);
    SUPER::stop(provider);
}

IOReturn EventUserClient::clientClose()
{
    ivars->kext->Leave(this);
    terminate();
    return kIOReturnSuccess;
}

EventUserClientState * EventUserClient::State()
{
    return &ivars->state;
}

namespace
{

// Whoever listens, for the time of a call.
class Listener
{
public:
    explicit Listener(EventKext * kext)
        : client(kext->CopyListener())
    {
    }

    ~Listener()
    {
        OSSafeReleaseNULL(client);
    }

    Listener(const Listener &) = delete;
    Listener & operator=(const Listener &) = delete;

    EventUserClient * client;
};

// An event that can be told from any other, and from a part of one.
Event Numbered(uint32_t source, uint64_t number)
{
    Event event = {};
    event.number = number;
    event.check = number * 0x9e3779b97f4a7c15 + source;
    event.source = source;
    event.kind = static_cast<Kind>(number % 3);
    return event;
}

// A line of another length each time: its number, and bytes that follow from it.
uint32_t Line(uint64_t number, uint8_t (&line)[300])
{
    memcpy(line, &number, sizeof(number));
    const uint32_t length = static_cast<uint32_t>(sizeof(number) + number % 293);
    for (uint32_t at = sizeof(number); at < length; at++) {
        line[at] = static_cast<uint8_t>(number + at);
    }
    return length;
}

} // namespace

kern_return_t EventUserClient::Listen()
{
    ivars->kext->Listen(this);
    return kIOReturnSuccess;
}

kern_return_t EventUserClient::Flood(uint32_t source, uint64_t count)
{
    const Listener listener(ivars->kext);
    if (listener.client == nullptr) {
        return kIOReturnNotReady;
    }
    EventUserClientState * const state = listener.client->State();
    for (uint64_t number = 0; number < count; number++) {
        while (!state->eventsQueue.Enqueue(Numbered(source, number))) {
            if (listener.client->isInactive()) {
                return kIOReturnNotAttached;
            }
            IOSleep(0);
        }
        uint8_t line[300];
        const uint32_t length = Line(number, line);
        // One line in eight, from one source.
        while (source == 0 && number % 8 == 0 && !state->logQueue.Enqueue(line, length)) {
            if (listener.client->isInactive()) {
                return kIOReturnNotAttached;
            }
            IOSleep(0);
        }
    }
    return kIOReturnSuccess;
}

kern_return_t EventUserClient::Fill(uint64_t first, uint64_t * accepted)
{
    const Listener listener(ivars->kext);
    if (listener.client == nullptr) {
        return kIOReturnNotReady;
    }
    uint64_t number = first;
    while (listener.client->State()->eventsQueue.Enqueue(Numbered(0, number))) {
        number++;
    }
    *accepted = number - first;
    return kIOReturnSuccess;
}

kern_return_t EventUserClient::Write(const uint8_t * bytes, size_t bytesLength, bool * fits)
{
    const Listener listener(ivars->kext);
    if (listener.client == nullptr) {
        return kIOReturnNotReady;
    }
    *fits = listener.client->State()->logQueue.Enqueue(bytes, static_cast<uint32_t>(bytesLength));
    return kIOReturnSuccess;
}

kern_return_t EventUserClient::Odd(bool * fits)
{
    const Listener listener(ivars->kext);
    if (listener.client == nullptr) {
        return kIOReturnNotReady;
    }
    Event event = Numbered(0, 0);
    event.kind = static_cast<Kind>(3);
    *fits = listener.client->State()->eventsQueue.Enqueue(event);
    return kIOReturnSuccess;
}
