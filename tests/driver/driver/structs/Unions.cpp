// Tagged unions, which the handlers copy by their variants.

#include "Structs.h"

namespace
{

// A copy of the variant alone.
Order CopyOrder(const Order & value)
{
    Order copy = {};
    copy.tag = value.tag;
    switch (value.tag) {
    case Speed::Slow:
        copy.data.slow = value.data.slow;
        break;
    case Speed::Fast:
        copy.data.fast = value.data.fast;
        break;
    case Speed::Off:
        break;
    }
    return copy;
}

Batch CopyBatch(const Batch & value)
{
    Batch copy = {};
    copy.count = value.count;
    for (int index = 0; index < 3; index++) {
        copy.orders[index] = CopyOrder(value.orders[index]);
    }
    copy.last = CopyOrder(value.last);
    return copy;
}

Event CopyEvent(const Event & value)
{
    Event copy = {};
    copy.tag = value.tag;
    switch (value.tag) {
    case EventKind::None:
        break;
    case EventKind::Key:
        copy.data.key = value.data.key;
        break;
    case EventKind::Dial:
        copy.data.dial = value.data.dial;
        break;
    case EventKind::Touch:
        memcpy(&copy.data, &value.data, sizeof(copy.data));
        break;
    case EventKind::Switched:
        copy.data.switched = value.data.switched;
        break;
    case EventKind::States:
        memcpy(&copy.data.states, &value.data.states, sizeof(copy.data.states));
        break;
    }
    return copy;
}

} // namespace

kern_return_t StructsUserClient::EchoEvent(const Event & value, Event * back)
{
    ivars->entered += 1;
    *back = CopyEvent(value);
    return kIOReturnSuccess;
}

kern_return_t StructsUserClient::EchoOrder(const Order & value, Order * back)
{
    ivars->entered += 1;
    *back = CopyOrder(value);
    return kIOReturnSuccess;
}

kern_return_t StructsUserClient::EchoBatch(const Batch & value, Batch * back)
{
    ivars->entered += 1;
    *back = CopyBatch(value);
    return kIOReturnSuccess;
}

kern_return_t StructsUserClient::EchoOuter(const Outer & value, Outer * back)
{
    ivars->entered += 1;
    back->tag = value.tag;
    switch (value.tag) {
    case Speed::Slow:
        back->data.slow = CopyBatch(value.data.slow);
        break;
    case Speed::Fast:
        back->data.fast[0] = CopyOrder(value.data.fast[0]);
        back->data.fast[1] = CopyOrder(value.data.fast[1]);
        break;
    case Speed::Off:
        break;
    }
    return kIOReturnSuccess;
}

kern_return_t StructsUserClient::EchoEvents(
    const Event * values, size_t valuesCount, Event * back, size_t backCapacity, size_t * backCount)
{
    ivars->entered += 1;
    for (size_t index = 0; index < valuesCount && index < backCapacity; index++) {
        back[index] = CopyEvent(values[index]);
        *backCount = index + 1;
    }
    return kIOReturnSuccess;
}

kern_return_t StructsUserClient::MakeEvent(uint8_t kind, Event * event)
{
    ivars->entered += 1;
    event->tag = static_cast<EventKind>(kind);
    return kIOReturnSuccess;
}
