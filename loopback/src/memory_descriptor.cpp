#include "memory.h"

#include "classes.h"
#include "fail.h"
#include "make.h"
#include "rpc.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(IOMemoryDescriptor, "OSObject");

namespace loopback {

IOMemoryDescriptor * MakeDescriptor(
    std::shared_ptr<Backing> backing, uint64_t offset, uint64_t length, uint64_t direction) {
    IOMemoryDescriptor * memory = Make<IOMemoryDescriptor>();
    if (memory != nullptr) {
        memory->ivars->backing = std::move(backing);
        memory->ivars->offset = offset;
        memory->ivars->length = length;
        memory->ivars->direction = direction;
    }
    return memory;
}

std::unique_ptr<Mapping> MapForClient(IOMemoryDescriptor * memory, bool writable) {
    const IOMemoryDescriptor_IVars & state = *memory->ivars;
    if (state.backing == nullptr || state.length == 0) {
        return nullptr;
    }
    return state.backing->Map(state.offset, state.length, writable);
}

} // namespace loopback

bool IOMemoryDescriptor::init() {
    if (!super::init()) {
        return false;
    }
    ivars = new IOMemoryDescriptor_IVars;
    return true;
}

void IOMemoryDescriptor::free() {
    delete ivars;
    super::free();
}

kern_return_t IOMemoryDescriptor::Dispatch(const IORPC rpc) { return _Dispatch(this, rpc); }

kern_return_t IOMemoryDescriptor::_Dispatch(IOMemoryDescriptor * self, const IORPC rpc) {
    const IORPCMessage * message = IORPCMessageFromMach(rpc.message, false);
    if (message != nullptr && message->msgid == IOMemoryDescriptor_CreateMapping_ID) {
        return CreateMapping_Invoke(rpc, self, LOOPBACK_HANDLER(IOMemoryDescriptor, CreateMapping));
    }
    return super::_Dispatch(self, rpc);
}

kern_return_t IOMemoryDescriptor::CreateMapping(
    IOMemoryDescriptor_CreateMapping_Args, OSDispatchMethod supermethod) {
    return Send(
        IOMemoryDescriptor_CreateMapping_ID, this, supermethod, In(options), In(address),
        In(offset), In(length), In(alignment), Out(map));
}

kern_return_t IOMemoryDescriptor::CreateMapping_Invoke(
    const IORPC rpc, OSMetaClassBase * target, CreateMapping_Handler func) {
    return Receive<
        In<uint64_t>, In<uint64_t>, In<uint64_t>, In<uint64_t>, In<uint64_t>, Out<IOMemoryMap *>>(
        rpc, target, func);
}

kern_return_t IOMemoryDescriptor::GetLength(uint64_t * returnLength) {
    *returnLength = ivars->length;
    return kIOReturnSuccess;
}

// xnu IOUserServer.cpp, IOMemoryDescriptor::CreateMapping_Impl: an unknown cache mode is
// kIOReturnBadArgument, a mapping that can't be made kIOReturnError, and the maker of a buffer may
// write to it even if it asks for a read-only mapping.
kern_return_t IMPL(IOMemoryDescriptor, CreateMapping) {
    (void)address;
    (void)alignment;
    *map = nullptr;
    if ((options & kIOMemoryMapFixedAddress) != 0) {
        Note("CreateMapping at a fixed address is not known to the loopback");
        return kIOReturnUnsupported;
    }
    switch (options & 0xff00) {
    case kIOMemoryMapCacheModeDefault:
    case kIOMemoryMapCacheModeInhibit:
    case kIOMemoryMapCacheModeCopyback:
    case kIOMemoryMapCacheModeWriteThrough:
    case kIOMemoryMapCacheModeRealTime:
        break;
    default:
        return kIOReturnBadArgument;
    }
    if (offset > ivars->length) {
        return kIOReturnError;
    }
    const uint64_t rest = ivars->length - offset;
    const uint64_t mapped = length == 0 ? rest : length;
    if (mapped == 0 || mapped > rest || ivars->backing == nullptr) {
        return kIOReturnError;
    }
    const bool readOnly =
        (options & kIOMemoryMapReadOnly) != 0 || ivars->direction == kIOMemoryDirectionOut;
    std::unique_ptr<Mapping> mapping =
        ivars->backing->Map(ivars->offset + offset, mapped, !readOnly || ivars->own);
    if (mapping == nullptr) {
        return kIOReturnError;
    }
    IOMemoryMap * result = Make<IOMemoryMap>();
    if (result == nullptr) {
        return kIOReturnError;
    }
    result->ivars->mapping = std::move(mapping);
    result->ivars->offset = offset;
    *map = result;
    return kIOReturnSuccess;
}

// xnu IOUserServer.cpp, IOMemoryDescriptor::CreateSubMemoryDescriptor_Impl.
kern_return_t IOMemoryDescriptor::CreateSubMemoryDescriptor(
    IOMemoryDescriptor_CreateSubMemoryDescriptor_Args) {
    if (ofDescriptor == nullptr ||
        (memoryDescriptorCreateOptions & ~static_cast<uint64_t>(kIOMemoryDirectionOutIn)) != 0) {
        return kIOReturnBadArgument;
    }
    const IOMemoryDescriptor_IVars & of = *ofDescriptor->ivars;
    if (offset > of.length || length > of.length - offset) {
        return kIOReturnBadArgument;
    }
    IOMemoryDescriptor * part =
        MakeDescriptor(of.backing, of.offset + offset, length, memoryDescriptorCreateOptions);
    if (part == nullptr) {
        return kIOReturnNoMemory;
    }
    *memory = part;
    return kIOReturnSuccess;
}
