// Messages of DriverKit's own classes. Caller and receiver are both ours and in one process, so the
// parameters need no serialising; the heads are as iig writes them, so that its code can look at
// them.
#pragma once

#include <tuple>

#include <DriverKit/OSObject.h>

namespace loopback {

// A parameter that goes in; a pointer among them is to memory that the handler shares with its
// caller.
template <class T> struct In {
    explicit In(T value) : value(value) {}
    T argument() const { return value; }
    void deliver() const {}
    T value;
};

// A parameter that comes out: the handler always has a place for it, and the caller gets it on
// success only, if it wants it.
template <class T> struct Out {
    explicit Out(T * to) : to(to), value() {}
    // With what the handler finds there.
    Out(T * to, T before) : to(to), value(before) {}
    T * argument() { return &value; }
    void deliver() const {
        if (to != nullptr) {
            *to = value;
        }
    }
    T * to;
    T value;
};

#pragma pack(push, 4)
struct Head {
    IORPCMessageMach mach;
    IORPCMessage rpc;
    OSObjectRef object;
};
#pragma pack(pop)

template <class... Parameters> struct Message {
    Head head;
    std::tuple<Parameters...> parameters;
};

template <class... Parameters> kern_return_t Send(
    uint64_t id, OSObject * self, OSDispatchMethod supermethod, Parameters... parameters) {
    Message<Parameters...> message{{}, {parameters...}};
    message.head.mach.msgh.msgh_id = kIORPCVersionCurrent;
    message.head.mach.msgh.msgh_size = sizeof(message);
    message.head.rpc.msgid = id;
    message.head.rpc.objectRefs = 1;
    message.head.object = reinterpret_cast<OSObjectRef>(self);
    const IORPC rpc = {&message.head.mach, nullptr, sizeof(message), 0};
    const kern_return_t result =
        supermethod != nullptr ? supermethod(self, rpc) : self->Invoke(rpc);
    if (result == kIOReturnSuccess) {
        std::apply([](const auto &... each) { (each.deliver(), ...); }, message.parameters);
    }
    return result;
}

template <class... Parameters, class Handler>
kern_return_t Receive(const IORPC rpc, OSMetaClassBase * target, Handler handler) {
    using Expected = Message<Parameters...>;
    if (rpc.sendSize != sizeof(Expected)) {
        return kIOReturnIPCError;
    }
    auto * message = reinterpret_cast<Expected *>(rpc.message);
    return std::apply(
        [&](auto &... each) { return handler(target, each.argument()...); }, message->parameters);
}

// `&Class::Method_Impl` as a handler.
#define LOOPBACK_HANDLER(Class, Method) (&OSLoopbackHandler<&Class::Method##_Impl>::Call)

} // namespace loopback
