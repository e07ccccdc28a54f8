

void {{ class }}State::Cancel()
{
    Waiting * cancelled = nullptr;
    {
        const WaitingLock lock;
        stopped = true;
        for (Waiting *& list : gWaiting) {
            Waiting ** link = &list;
            while (*link != nullptr) {
                Waiting * const waiting = *link;
                const bool isOwn = waiting->state == this && !waiting->answered;
                if (isOwn) {
                    TellClient(waiting, kIOReturnAborted, nullptr, 0);
                    waiting->answered = true;
                }
                if (isOwn && !waiting->inCall) {
                    Unlink(link);
                    waiting->next = cancelled;
                    cancelled = waiting;
                } else {
                    link = &waiting->next;
                }
            }
        }
    }
    while (cancelled != nullptr) {
        Forget(Unlink(&cancelled), true)->release();
    }
}
