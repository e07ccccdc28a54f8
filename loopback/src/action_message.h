// Messages that are sent to an action, and reach a method of the driver's that is declared as
// TYPE(Class::Method).
#pragma once

#include <DriverKit/OSAction.h>

#include "fail.h"
#include "rpc.h"

namespace loopback {

template <class... Parameters> kern_return_t SendToAction(
    uint64_t id, OSAction * action, OSDispatchMethod supermethod, const char * what,
    Parameters... parameters) {
    if (action == nullptr) {
        // The stub would send a message to NULL.
        Fail("%s of no action", what);
    }
    return Send(id, action, supermethod, In(action), In(parameters)...);
}

// `wanted` is the class that the action has to be of; NULL: any.
template <class... Parameters> kern_return_t ReceiveFromAction(
    const IORPC rpc, OSMetaClassBase * target,
    void (*handler)(OSMetaClassBase *, OSAction *, Parameters...), const OSMetaClass * wanted) {
    const auto checked = [&](OSMetaClassBase * to, OSAction * action,
                             Parameters... parameters) -> kern_return_t {
        if (wanted != nullptr && OSMetaClassBase::safeMetaCast(action, wanted) == nullptr) {
            return kIOReturnBadArgument;
        }
        handler(to, action, parameters...);
        return kIOReturnSuccess;
    };
    return Receive<In<OSAction *>, In<Parameters>...>(rpc, target, checked);
}

} // namespace loopback
