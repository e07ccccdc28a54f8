

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
