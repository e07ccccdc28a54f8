// Keeps completions, and answers them when the test says so.

#include "StreamUserClient.h"

#include "StreamUserClientDispatch.h"
#include "Target.h"

#ifdef KEXT
#include <kern/thread.h>
#else
#include <DriverKit/IODispatchQueue.h>
#endif

/// Where ticks are sent from: not from where calls come.
class Elsewhere
{
public:
#ifdef KEXT
    kern_return_t Start() { return kIOReturnSuccess; }

    void Free() {}

    template <void (*Work)(void * context)>
    kern_return_t Run(void * context)
    {
        thread_t thread = nullptr;
        const kern_return_t ret = kernel_thread_start(
            [](void * parameter, wait_result_t) { Work(parameter); }, context, &thread);
        if (ret == KERN_SUCCESS) {
            thread_deallocate(thread);
        }
        return ret;
    }
#else
    kern_return_t Start() { return IODispatchQueue::Create("ticks", 0, 0, &queue); }

    void Free() { OSSafeReleaseNULL(queue); }

    template <void (*Work)(void * context)>
    kern_return_t Run(void * context)
    {
        queue->DispatchAsync_f(context, Work);
        return kIOReturnSuccess;
    }

private:
    IODispatchQueue * queue;
#endif
};

struct StreamUserClient_IVars : Life
{
    StreamUserClientState state; // what the generated code keeps
    StreamUserClientLaterCompletion later[8];
    StreamUserClientWatchCompletion watcher;
    StreamUserClientTicksCompletion ticker;
    StreamUserClientKeepsAndFailsCompletion failed;
    StreamUserClientBreaksItsContractCompletion broken;
    Elsewhere elsewhere;

    kern_return_t Start() { return elsewhere.Start(); }
    void Stop() { state.Cancel(); } // nobody waits any more
    void Free() { elsewhere.Free(); }
};

LIFE(StreamUserClient)

StreamUserClientState * StreamUserClient::State()
{
    return &ivars->state;
}

kern_return_t StreamUserClient::Later(StreamUserClientLaterCompletion completion, uint8_t slot)
{
    ivars->later[slot] = completion.Move(); // and cancels the one before
    return kIOReturnSuccess;
}

kern_return_t StreamUserClient::Answer(uint8_t slot, int32_t status, uint64_t value)
{
    return ivars->later[slot].Complete(status, value, true);
}

kern_return_t StreamUserClient::GiveUp(uint8_t slot, int32_t status)
{
    return ivars->later[slot].Cancel(status);
}

kern_return_t StreamUserClient::Waits(uint8_t slot, bool * waits)
{
    *waits = static_cast<bool>(ivars->later[slot]);
    return kIOReturnSuccess;
}

kern_return_t StreamUserClient::Watch(StreamUserClientWatchCompletion completion)
{
    ivars->watcher = completion.Move();
    return kIOReturnSuccess;
}

// A driver may send what no client would be allowed to.
kern_return_t StreamUserClient::Report(uint32_t mode, uint32_t level)
{
    return ivars->watcher.Send({ static_cast<Mode>(mode), level, { 1, 2, 3, 4, 5 } });
}

kern_return_t StreamUserClient::Ticks(StreamUserClientTicksCompletion completion)
{
    ivars->ticker = completion.Move();
    return kIOReturnSuccess;
}

namespace
{

struct Work
{
    StreamUserClientTicksCompletion * ticker;
    StreamUserClient * client; // retained
    uint64_t next;
    uint64_t end;
};

void Tick(void * context)
{
    Work * const work = static_cast<Work *>(context);
    // Ends when the client has gone.
    while (work->next < work->end && work->ticker->Send(work->next) == kIOReturnSuccess) {
        work->next++;
    }
    work->client->release();
    IODelete(work, Work, 1);
}

} // namespace

kern_return_t StreamUserClient::Pump(uint64_t first, uint64_t count)
{
    Work * const work = IONewZero(Work, 1);
    if (work == nullptr) {
        return kIOReturnNoMemory;
    }
    retain();
    *work = { &ivars->ticker, this, first, first + count };
    const kern_return_t ret = ivars->elsewhere.Run<Tick>(work);
    if (ret != kIOReturnSuccess) {
        release();
        IODelete(work, Work, 1);
    }
    return ret;
}

kern_return_t StreamUserClient::Add(
    StreamUserClientAddCompletion completion, uint32_t a, uint32_t b, uint32_t * sum)
{
    *sum = a + b;
    if (completion) {
        return completion.Complete(kIOReturnSuccess, uint64_t(a) + b);
    }
    // Nobody listens, and nobody minds.
    return completion.Complete(kIOReturnSuccess, 0) == kIOReturnAborted ? kIOReturnSuccess
                                                                        : kIOReturnInternalError;
}

kern_return_t StreamUserClient::Fails(StreamUserClientFailsCompletion, int32_t status)
{
    return status;
}

kern_return_t StreamUserClient::Forgets(StreamUserClientForgetsCompletion)
{
    return kIOReturnSuccess;
}

kern_return_t StreamUserClient::AtOnce(StreamUserClientAtOnceCompletion completion)
{
    return completion.Complete(kIOReturnSuccess, 77);
}

// The client hears the answer and the failure, and its port is given back once.
kern_return_t StreamUserClient::AnswersAndFails(
    StreamUserClientAnswersAndFailsCompletion completion, int32_t status)
{
    const kern_return_t ret = completion.Complete(kIOReturnSuccess, 78);
    return ret == kIOReturnSuccess ? status : ret;
}

kern_return_t StreamUserClient::KeepsAndFails(
    StreamUserClientKeepsAndFailsCompletion completion, int32_t status)
{
    ivars->failed = completion.Move();
    return status;
}

kern_return_t StreamUserClient::BreaksItsContract(
    StreamUserClientBreaksItsContractCompletion completion,
    uint8_t *,
    size_t bytesCapacity,
    size_t * bytesLength)
{
    ivars->broken = completion.Move();
    *bytesLength = bytesCapacity + 1;
    return kIOReturnSuccess;
}

kern_return_t StreamUserClient::Kept(bool * failed, bool * broken)
{
    *failed = static_cast<bool>(ivars->failed);
    *broken = static_cast<bool>(ivars->broken);
    return kIOReturnSuccess;
}

// As only a hostile client calls, and only a kext: a dext sees no ports.
kern_return_t StreamUserClient::DeadPort(int32_t * status)
{
#ifdef KEXT
    OSAsyncReference64 reference = { reinterpret_cast<io_user_reference_t>(IPC_PORT_DEAD) };
    IOExternalMethodArguments arguments = {};
    arguments.asyncWakePort = IPC_PORT_DEAD;
    arguments.asyncReference = reference;
    arguments.asyncReferenceCount = 1;
#if KEXT == 2022
    auto * const call = reinterpret_cast<IOExternalMethodArgumentsOpaque *>(&arguments);
#else
    auto * const call = &arguments;
#endif
    *status = externalMethod(kStreamUserClientMethodAtOnce, call);
#else
    *status = kIOReturnBadArgument;
#endif
    return kIOReturnSuccess;
}

kern_return_t StreamUserClient::Leave()
{
#ifdef KEXT
    ProviderOf(this)->terminate();
    return kIOReturnSuccess;
#else
    return ProviderOf(this)->Terminate(0);
#endif
}
