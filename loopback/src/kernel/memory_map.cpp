#include <IOKit/IOMemoryDescriptor.h>

#include "memory.h"

using namespace loopback;

OSDefineMetaClassAndStructors(IOMemoryMap, OSObject)

namespace loopback::kernel {

IOMemoryMap * MakeMap(
    IOMemoryDescriptor * descriptor, std::shared_ptr<Mapping> mapping, IOOptionBits options) {
    IOMemoryMap * map = OSTypeAlloc(IOMemoryMap);
    if (!map->init()) {
        OSSafeReleaseNULL(map);
        return nullptr;
    }
    descriptor->retain();
    map->mapping = new OSLoopbackMap{std::move(mapping), descriptor, options};
    return map;
}

} // namespace loopback::kernel

void IOMemoryMap::free() {
    if (mapping != nullptr) {
        mapping->mapping.reset();
        mapping->memory->release();
    }
    delete mapping;
    OSObject::free();
}

mach_vm_address_t IOMemoryMap::getAddress() {
    return mapping->mapping != nullptr
               ? reinterpret_cast<mach_vm_address_t>(mapping->mapping->address())
               : 0;
}

IOVirtualAddress IOMemoryMap::getVirtualAddress() { return getAddress(); }
mach_vm_size_t IOMemoryMap::getSize() {
    return mapping->mapping != nullptr ? mapping->mapping->length() : 0;
}
IOByteCount IOMemoryMap::getLength() { return getSize(); }
IOMemoryDescriptor * IOMemoryMap::getMemoryDescriptor() { return mapping->memory; }
IOOptionBits IOMemoryMap::getMapOptions() { return mapping->options; }

IOReturn IOMemoryMap::unmap() {
    mapping->mapping.reset();
    return kIOReturnSuccess;
}
