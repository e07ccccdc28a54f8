

// A client that waits for its answer. The user's own object holds but its number: so it may be lost
// or come late, and nothing is used after it was freed.
struct Waiting
{
    Waiting * next;
    uint64_t number;
    {{ class }}State * state; // its Cancel ends the waiting
    {{ class }} * client; // retained
    OSAsyncReference64 reference; // with the port that the client listens to
    bool inCall; // the call that brought it has not returned
    bool answered; // in the call
    bool dropped; // its object is gone, in the call
};

// All that wait, in short lists.
const uint64_t kWaitingLists = 64;
Waiting * gWaiting[kWaitingLists];
uint64_t gLastNumber;

// Guards them, as long as the kext is loaded.
class WaitingMutex
{
public:
    WaitingMutex() = default;

    ~WaitingMutex()
    {
        IOLockFree(lock);
    }

    WaitingMutex(const WaitingMutex &) = delete;
    WaitingMutex & operator=(const WaitingMutex &) = delete;

    IOLock * const lock = IOLockAlloc();
};
const WaitingMutex gWaitingMutex;

class WaitingLock
{
public:
    WaitingLock()
    {
        IOLockLock(gWaitingMutex.lock);
    }

    ~WaitingLock()
    {
        IOLockUnlock(gWaitingMutex.lock);
    }

    WaitingLock(const WaitingLock &) = delete;
    WaitingLock & operator=(const WaitingLock &) = delete;
};

// The link to what is kept under a number, or to the end of its list. Under the lock.
Waiting ** FindWaiting(uint64_t number)
{
    Waiting ** link = &gWaiting[number % kWaitingLists];
    while (*link != nullptr && (*link)->number != number) {
        link = &(*link)->next;
    }
    return link;
}

// Who still waits for an answer under a number, or null. Under the lock.
Waiting * WhoWaits(uint64_t number)
{
    Waiting * const waiting = *FindWaiting(number);
    return waiting != nullptr && !waiting->answered ? waiting : nullptr;
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

// Under the lock, so that the port is there: it doesn't wait for the client.
void TellClient(Waiting * waiting, IOReturn status, const uint64_t * words, uint32_t count)
{
    // The words are only read.
    {{ class }}::sendAsyncResult64(
        waiting->reference, status, const_cast<io_user_reference_t *>(words), count);
}

// Frees what is in no list any more; answers the user client, which is to be released when the lock
// isn't held.
{{ class }} * Forget(Waiting * waiting, bool hasPort)
{
    {{ class }} * const client = waiting->client;
    if (hasPort) {
        {{ class }}::releaseAsyncReference64(waiting->reference);
    }
    IOFree(waiting, sizeof(Waiting));
    return client;
}

// Keeps the completion of a call, if it has one, until it is answered or cancelled.
kern_return_t KeepCompletion(
    OSObject * target, const IOExternalMethodArguments * arguments, uint64_t * number)
{
    if (arguments->asyncWakePort == MACH_PORT_NULL) {
        return kIOReturnSuccess;
    }
    // A client can send a dead port, which is all ones. The kernel has flags of its own in the lowest
    // bits of a reference, and wouldn't know it there any more.
    if (!IPC_PORT_VALID(arguments->asyncWakePort)) {
        return kIOReturnBadArgument;
    }
    Waiting * const waiting = static_cast<Waiting *>(IOMallocZero(sizeof(Waiting)));
    if (waiting == nullptr) {
        return kIOReturnNoMemory;
    }
    {{ class }} * const client = static_cast<{{ class }} *>(target);
    waiting->state = client->State();
    waiting->client = client;
    waiting->inCall = true;
    for (uint32_t index = 0; index < arguments->asyncReferenceCount; index++) {
        if (index < kOSAsyncRef64Count) {
            waiting->reference[index] = arguments->asyncReference[index];
        }
    }

    const WaitingLock lock;
    if (waiting->state->stopped) {
        IOFree(waiting, sizeof(Waiting));
        return kIOReturnNotReady;
    }
    client->retain();
    waiting->number = ++gLastNumber;
    waiting->next = gWaiting[waiting->number % kWaitingLists];
    gWaiting[waiting->number % kWaitingLists] = waiting;
    *number = waiting->number;
    return kIOReturnSuccess;
}

// The call returns. The port of one that fails goes with its message, which the kernel destroys
// then; that of another is released here or later, once.
void SettleCompletion(uint64_t number, kern_return_t ret)
{
    {{ class }} * client = nullptr;
    {
        const WaitingLock lock;
        Waiting ** const link = FindWaiting(number);
        Waiting * const waiting = *link;
        if (waiting == nullptr) {
            return;
        }
        waiting->inCall = false;
        if (ret == kIOReturnSuccess && !waiting->answered) {
            if (!waiting->dropped) {
                return; // it waits
            }
            TellClient(waiting, kIOReturnAborted, nullptr, 0);
        }
        client = Forget(Unlink(link), ret == kIOReturnSuccess);
    }
    client->release();
}

// An object that held a completion is gone, or holds another.
void DropCompletion(uint64_t number)
{
    {{ class }} * client = nullptr;
    {
        const WaitingLock lock;
        Waiting * const waiting = WhoWaits(number);
        if (waiting == nullptr) {
            return;
        }
        if (waiting->inCall) {
            waiting->dropped = true; // the end of the call decides
            return;
        }
        TellClient(waiting, kIOReturnAborted, nullptr, 0);
        client = Forget(Unlink(FindWaiting(number)), true);
    }
    client->release();
}
