#include <DriverKit/IOMemoryMap.h>

#include "classes.h"
#include "memory.h"

LOOPBACK_DEFINE_CLASS(IOMemoryMap, "OSObject");
LOOPBACK_DEFINE_DISPATCH(IOMemoryMap);

bool IOMemoryMap::init() {
    if (!super::init()) {
        return false;
    }
    ivars = new IOMemoryMap_IVars;
    return true;
}

void IOMemoryMap::free() {
    delete ivars;
    super::free();
}

uint64_t IOMemoryMap::GetAddress() { return reinterpret_cast<uint64_t>(ivars->mapping->address()); }
uint64_t IOMemoryMap::GetLength() { return ivars->mapping->length(); }
uint64_t IOMemoryMap::GetOffset() { return ivars->offset; }
