/* Memory that is mapped into the driver. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_IOMEMORYMAP_H
#define LOOPBACK_DRIVERKIT_IOMEMORYMAP_H

#include <DriverKit/OSObject.h>

extern OSMetaClass * gIOMemoryMapMetaClass;

struct IOMemoryMap_IVars;

class IOMemoryMap : public OSObject {
    OSLoopbackDeclareClass(IOMemoryMap, OSObject);

    bool init() override;
    /* Unmaps. */
    void free() override;

    uint64_t GetAddress();
    uint64_t GetLength();
    /* Where in the descriptor the mapping starts. */
    uint64_t GetOffset();

    IOMemoryMap_IVars * ivars;
};

#endif /* LOOPBACK_DRIVERKIT_IOMEMORYMAP_H */
