// The process of the dexts crashes. A kext can't: the kernel would go with it.
#include <DriverKit/IOBufferMemoryDescriptor.h>
#include <DriverKit/IOMemoryMap.h>

#include "classes.h"
#include "connection.h"
#include "hardware.h"
#include "live.h"
#include "machine.h"
#include "memory.h"
#include "service.h"

namespace loopback {

void Machine::Crash() {
    if (crashed_.exchange(true)) {
        return;
    }
    for (const auto & connection : Connections()) {
        connection->Crashed();
    }
    std::vector<IOService *> drivers;
    {
        const std::lock_guard lock(driversMutex_);
        drivers.swap(drivers_);
    }
    for (IOService * driver : drivers) {
        Withdraw(driver->ivars->entryId);
        RemoveService(driver);
        IOService * nub = driver->GetProvider();
        if (nub != nullptr && nub->ivars->hardware != nullptr) {
            nub->ivars->hardware->DriverGone();
        }
    }
}

// The pages and files of a dead driver; its objects stay, so that nothing that still points to one
// points nowhere.
void Machine::Reclaim() {
    for (void * memory : live::All(id())) {
        auto * object = static_cast<OSObject *>(memory);
        if (auto * buffer = OSDynamicCast(IOBufferMemoryDescriptor, object)) {
            buffer->ivars->view.reset();
        }
        if (auto * memory = OSDynamicCast(IOMemoryDescriptor, object)) {
            static_cast<IOMemoryDescriptor *>(memory)->IOMemoryDescriptor::ivars->backing.reset();
        }
        if (auto * map = OSDynamicCast(IOMemoryMap, object)) {
            map->ivars->mapping.reset();
        }
    }
}

} // namespace loopback
