

// A client's completion that waits for its answer. The user's own object holds but its number: so
// it may be lost or come late, and nothing is used after it was freed.
struct Waiting
{
    Waiting * next;
    uint64_t number;
    {{ class }}State * state; // its Cancel ends the waiting
    {{ class }} * client; // retained, and so is the action
    OSAction * action;
    bool inCall; // the call that brought it has not returned
    bool dropped; // and its object is gone
};

// All that wait, in short lists.
const uint64_t kWaitingLists = 64;
Waiting * gWaiting[kWaitingLists];
uint64_t gLastNumber;
IOLock * const gWaitingLock = IOLockAlloc(); // guards them; lives as long as the process

class WaitingLock
{
public:
    WaitingLock()
    {
        IOLockLock(gWaitingLock);
    }

    ~WaitingLock()
    {
        IOLockUnlock(gWaitingLock);
    }

    WaitingLock(const WaitingLock &) = delete;
    WaitingLock & operator=(const WaitingLock &) = delete;
};

// The link to what waits under a number, or to the end of its list. Under the lock.
Waiting ** FindWaiting(uint64_t number)
{
    Waiting ** link = &gWaiting[number % kWaitingLists];
    while (*link != nullptr && (*link)->number != number) {
        link = &(*link)->next;
    }
    return link;
}

// Takes what `link` leads to out of its list. Under the lock.
Waiting * Unlink(Waiting ** link)
{
    Waiting * const waiting = *link;
    if (waiting != nullptr) {
        *link = waiting->next;
    }
    return waiting;
}

void Release(Waiting * waiting)
{
    waiting->action->release();
    waiting->client->release();
    IOFree(waiting, sizeof(Waiting));
}

// The last that the client hears. Not under the lock: it may free the user client.
void Answer(Waiting * waiting, IOReturn status, const uint64_t * words, uint32_t count)
{
    waiting->client->AsyncCompletion(waiting->action, status, words, count);
    Release(waiting);
}

// Keeps the completion of a call, if it has one, until it is answered or cancelled.
kern_return_t KeepCompletion(
    OSObject * target, const IOUserClientMethodArguments * arguments, uint64_t * number)
{
    OSAction * const action = arguments->completion;
    if (action == nullptr) {
        return kIOReturnSuccess;
    }
    Waiting * const waiting = static_cast<Waiting *>(IOMallocZero(sizeof(Waiting)));
    if (waiting == nullptr) {
        return kIOReturnNoMemory;
    }
    {{ class }} * const client = static_cast<{{ class }} *>(target);
    waiting->state = client->State();
    waiting->client = client;
    waiting->action = action;
    waiting->inCall = true;

    const WaitingLock lock;
    if (waiting->state->stopped) {
        IOFree(waiting, sizeof(Waiting));
        return kIOReturnNotReady;
    }
    client->retain();
    action->retain();
    waiting->number = ++gLastNumber;
    waiting->next = gWaiting[waiting->number % kWaitingLists];
    gWaiting[waiting->number % kWaitingLists] = waiting;
    *number = waiting->number;
    return kIOReturnSuccess;
}

// The call returns. One that failed has told the client all that there is to tell.
void SettleCompletion(uint64_t number, kern_return_t ret)
{
    Waiting * over = nullptr;
    {
        const WaitingLock lock;
        Waiting ** const link = FindWaiting(number);
        if (*link != nullptr) {
            (*link)->inCall = false;
            if (ret != kIOReturnSuccess || (*link)->dropped) {
                over = Unlink(link);
            }
        }
    }
    if (over != nullptr && ret != kIOReturnSuccess) {
        Release(over);
    } else if (over != nullptr) {
        Answer(over, kIOReturnAborted, nullptr, 0);
    }
}

// An object that held a completion is gone, or holds another.
void DropCompletion(uint64_t number)
{
    Waiting * over = nullptr;
    {
        const WaitingLock lock;
        Waiting ** const link = FindWaiting(number);
        if (*link != nullptr && (*link)->inCall) {
            (*link)->dropped = true; // the end of the call decides
        } else {
            over = Unlink(link);
        }
    }
    if (over != nullptr) {
        Answer(over, kIOReturnAborted, nullptr, 0);
    }
}
