

{{ completions.base }}::{{ completions.base }}(uint64_t number)
    : number(number)
{
}

{{ completions.base }}::{{ completions.base }}({{ completions.base }} && other)
    : number(other.number)
{
    other.number = 0;
}

{{ completions.base }} & {{ completions.base }}::operator=({{ completions.base }} && other)
{
    const uint64_t replaced = number;
    number = other.number;
    other.number = 0;
    if (replaced != 0 && replaced != number) {
        DropCompletion(replaced);
    }
    return *this;
}

{{ completions.base }}::~{{ completions.base }}()
{
    if (number != 0) {
        DropCompletion(number);
    }
}

{{ completions.base }}::operator bool() const
{
    const WaitingLock lock;
    return *FindWaiting(number) != nullptr;
}

kern_return_t {{ completions.base }}::Cancel(IOReturn status)
{
    return Finish(status, nullptr, 0);
}

kern_return_t {{ completions.base }}::Finish(
    IOReturn status, const uint64_t * words, uint32_t count)
{
    Waiting * waiting = nullptr;
    {
        const WaitingLock lock;
        waiting = Unlink(FindWaiting(number));
    }
    if (waiting == nullptr) {
        return kIOReturnAborted;
    }
    Answer(waiting, status, words, count);
    return kIOReturnSuccess;
}
{%- if completions.repeats %}

kern_return_t {{ completions.base }}::Tell(const uint64_t * words, uint32_t count)
{
    {{ class }} * client = nullptr;
    OSAction * action = nullptr;
    {
        const WaitingLock lock;
        const Waiting * const waiting = *FindWaiting(number);
        if (waiting == nullptr) {
            return kIOReturnAborted;
        }
        client = waiting->client;
        action = waiting->action;
        client->retain();
        action->retain();
    }
    client->AsyncCompletion(action, kIOReturnSuccess, words, count);
    action->release();
    client->release();
    return kIOReturnSuccess;
}
{%- endif %}
{%- for completion in completions.all %}

{{ completion.definition }}
{
{{ completion.body }}}
{%- endfor %}

void {{ class }}State::Cancel()
{
    Waiting * cancelled = nullptr;
    {
        const WaitingLock lock;
        stopped = true;
        for (Waiting *& list : gWaiting) {
            Waiting ** link = &list;
            while (*link != nullptr) {
                if ((*link)->state == this) {
                    Waiting * const waiting = Unlink(link);
                    waiting->next = cancelled;
                    cancelled = waiting;
                } else {
                    link = &(*link)->next;
                }
            }
        }
    }
    while (cancelled != nullptr) {
        Waiting * const waiting = Unlink(&cancelled);
        Answer(waiting, kIOReturnAborted, nullptr, 0);
    }
}
