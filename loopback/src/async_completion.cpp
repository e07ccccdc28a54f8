#include "async_completion.h"

#include <algorithm>

#include "fail.h"
#include "rpc.h"

using namespace loopback;

namespace {

// The words travel in the message, which may outlive the caller's array.
struct Words {
    const uint64_t * argument() const { return values; }
    void deliver() const {}
    uint64_t values[kIOUserClientAsyncArgumentsCountMax];
};

using CompletionMessage = Message<In<OSAction *>, In<IOReturn>, Words, In<uint32_t>>;

} // namespace

namespace loopback {

AsyncCompletionArguments ReadAsyncCompletion(const IORPC & rpc) {
    if (rpc.sendSize != sizeof(CompletionMessage)) {
        Fail("a completion of %u bytes is no AsyncCompletion", rpc.sendSize);
    }
    const auto * message = reinterpret_cast<const CompletionMessage *>(rpc.message);
    return {
        std::get<1>(message->parameters).value, std::get<2>(message->parameters).values,
        std::get<3>(message->parameters).value};
}

} // namespace loopback

void IOUserClient::AsyncCompletion(
    OSAction * action, IOReturn status, const IOUserClientAsyncArgumentsArray asyncData,
    uint32_t asyncDataCount, OSDispatchMethod supermethod) {
    if (action == nullptr) {
        // The stub would send a message to NULL.
        Fail("AsyncCompletion of no action");
    }
    if (asyncDataCount > kIOUserClientAsyncArgumentsCountMax) {
        // iig's stub returns without a word; nobody learns of it on a Mac either.
        Fault(
            "AsyncCompletion of %u words is lost: %d are the most", asyncDataCount,
            kIOUserClientAsyncArgumentsCountMax);
        return;
    }
    Words words = {};
    std::copy_n(asyncData, asyncDataCount, words.values);
    Send(
        IOUserClient_AsyncCompletion_ID, action, supermethod, In(action), In(status), words,
        In(asyncDataCount));
}

kern_return_t IOUserClient::AsyncCompletion_Invoke(
    const IORPC rpc, OSMetaClassBase * target, AsyncCompletion_Handler func,
    const OSMetaClass * targetActionClass) {
    const auto checked = [&](OSMetaClassBase * to, OSAction * action, IOReturn status,
                             const uint64_t * asyncData, uint32_t asyncDataCount) -> kern_return_t {
        if (targetActionClass != nullptr &&
            OSMetaClassBase::safeMetaCast(action, targetActionClass) == nullptr) {
            return kIOReturnBadArgument;
        }
        func(to, action, status, asyncData, asyncDataCount);
        return kIOReturnSuccess;
    };
    return Receive<In<OSAction *>, In<IOReturn>, Words, In<uint32_t>>(rpc, target, checked);
}

kern_return_t IOUserClient::AsyncCompletion_Invoke(
    const IORPC rpc, OSMetaClassBase * target, AsyncCompletion_Handler func) {
    return AsyncCompletion_Invoke(rpc, target, func, nullptr);
}
