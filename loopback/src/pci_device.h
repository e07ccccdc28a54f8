// The state of the service that stands for a PCI device.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include <PCIDriverKit/IOPCIDevice.h>

#include "pci_model.h"

struct IOPCIDevice_IVars {
    // NULL only if a driver made the object itself.
    std::shared_ptr<loopback::pci::Device> device;
    // A descriptor for each memory that was asked for: the same one each time.
    std::mutex mutex;
    std::map<uint64_t, IOMemoryDescriptor *> memory;
};
