/* All of PCI. Loopback's own text. */
#ifndef LOOPBACK_PCIDRIVERKIT_PCIDRIVERKIT_H
#define LOOPBACK_PCIDRIVERKIT_PCIDRIVERKIT_H

#include <PCIDriverKit/IOPCIDevice.h>
#include <PCIDriverKit/IOPCIFamilyDefinitions.h>

#endif /* LOOPBACK_PCIDRIVERKIT_PCIDRIVERKIT_H */
