// Making an object of DriverKit's own: allocate, init, give up the half-made one on failure.
#pragma once

#include <DriverKit/OSObject.h>

namespace loopback {

template <class Type> Type * Make() {
    Type * object = OSLoopbackTypeAllocate<Type>(Type::sGetMetaClass());
    if (object != nullptr && !object->init()) {
        object->release();
        object = nullptr;
    }
    return object;
}

} // namespace loopback
