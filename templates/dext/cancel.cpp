

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
