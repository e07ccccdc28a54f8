#include <DriverKit/IOBufferMemoryDescriptor.h>

#include "classes.h"
#include "fail.h"
#include "make.h"
#include "memory.h"
#include "rpc.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(IOBufferMemoryDescriptor, "IOMemoryDescriptor");

// More than this is taken for a mistake, before the host is asked for it.
static constexpr uint64_t kMostBytes = 1ULL << 40;

bool IOBufferMemoryDescriptor::init() {
    if (!super::init()) {
        return false;
    }
    ivars = new IOBufferMemoryDescriptor_IVars;
    return true;
}

void IOBufferMemoryDescriptor::free() {
    delete ivars;
    super::free();
}

kern_return_t IOBufferMemoryDescriptor::Dispatch(const IORPC rpc) { return _Dispatch(this, rpc); }

kern_return_t IOBufferMemoryDescriptor::_Dispatch(
    IOBufferMemoryDescriptor * self, const IORPC rpc) {
    const IORPCMessage * message = IORPCMessageFromMach(rpc.message, false);
    if (message != nullptr && message->msgid == IOBufferMemoryDescriptor_SetLength_ID) {
        return SetLength_Invoke(rpc, self, LOOPBACK_HANDLER(IOBufferMemoryDescriptor, SetLength));
    }
    return super::_Dispatch(self, rpc);
}

kern_return_t IOBufferMemoryDescriptor::SetLength(
    IOBufferMemoryDescriptor_SetLength_Args, OSDispatchMethod supermethod) {
    return Send(IOBufferMemoryDescriptor_SetLength_ID, this, supermethod, In(length));
}

kern_return_t IOBufferMemoryDescriptor::SetLength_Invoke(
    const IORPC rpc, OSMetaClassBase * target, SetLength_Handler func) {
    return Receive<In<uint64_t>>(rpc, target, func);
}

// xnu IOUserServer.cpp, IOBufferMemoryDescriptor::Create_Impl; the length is the capacity at first
// (IOBufferMemoryDescriptor.cpp, initWithPhysicalMask ends in setLength(_capacity)).
kern_return_t IOBufferMemoryDescriptor::Create(IOBufferMemoryDescriptor_Create_Args) {
    *memory = nullptr;
    if ((options & ~static_cast<uint64_t>(kIOMemoryDirectionOutIn)) != 0) {
        return kIOReturnBadArgument;
    }
    if (alignment > 4096) {
        Note(
            "IOBufferMemoryDescriptor::Create: the loopback aligns to pages, not to %llu",
            static_cast<unsigned long long>(alignment));
    }
    if (capacity == 0 || capacity > kMostBytes) {
        return kIOReturnNoMemory;
    }
    std::shared_ptr<Backing> pages = MakePages(capacity);
    std::unique_ptr<Mapping> view = pages != nullptr ? pages->Map(0, capacity, true) : nullptr;
    IOBufferMemoryDescriptor * buffer =
        view != nullptr ? Make<IOBufferMemoryDescriptor>() : nullptr;
    if (buffer == nullptr) {
        return kIOReturnNoMemory;
    }
    IOMemoryDescriptor_IVars & base = *buffer->IOMemoryDescriptor::ivars;
    base.backing = std::move(pages);
    base.length = capacity;
    base.direction = options & kIOMemoryDirectionOutIn;
    base.own = true;
    buffer->ivars->capacity = capacity;
    buffer->ivars->view = std::move(view);
    *memory = buffer;
    return kIOReturnSuccess;
}

kern_return_t IOBufferMemoryDescriptor::GetAddressRange(IOAddressSegment * range) {
    range->address = reinterpret_cast<uint64_t>(ivars->view->address());
    range->length = IOMemoryDescriptor::ivars->length;
    return kIOReturnSuccess;
}

kern_return_t IMPL(IOBufferMemoryDescriptor, SetLength) {
    if (length > ivars->capacity) {
        // The kernel asserts, and otherwise leaves the length alone; success either way
        // (IOBufferMemoryDescriptor.cpp, setLength).
        Fault(
            "SetLength(%llu) on a buffer of %llu bytes changes nothing",
            static_cast<unsigned long long>(length),
            static_cast<unsigned long long>(ivars->capacity));
        return kIOReturnSuccess;
    }
    IOMemoryDescriptor::ivars->length = length;
    return kIOReturnSuccess;
}
