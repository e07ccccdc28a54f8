

kern_return_t {{ completions.base }}::Finish(
    IOReturn status, const uint64_t * words, uint32_t count)
{
    {{ class }} * client = nullptr;
    {
        const WaitingLock lock;
        Waiting * const waiting = WhoWaits(number);
        if (waiting == nullptr) {
            return kIOReturnAborted;
        }
        TellClient(waiting, status, words, count);
        if (waiting->inCall) {
            waiting->answered = true; // the end of the call lets go of it
            return kIOReturnSuccess;
        }
        client = Forget(Unlink(FindWaiting(number)), true);
    }
    client->release();
    return kIOReturnSuccess;
}
{%- if completions.repeats %}

kern_return_t {{ completions.base }}::Tell(const uint64_t * words, uint32_t count)
{
    const WaitingLock lock;
    Waiting * const waiting = WhoWaits(number);
    if (waiting == nullptr) {
        return kIOReturnAborted;
    }
    TellClient(waiting, kIOReturnSuccess, words, count);
    return kIOReturnSuccess;
}
{%- endif %}
