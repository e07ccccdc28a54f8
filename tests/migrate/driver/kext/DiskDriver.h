// The provider as a kext has it.

#ifndef DiskDriver_h
#define DiskDriver_h

#include <IOKit/IOService.h>

#include "DiskUserClientTypes.h"

class DiskUserClient;

class DiskDriver : public IOService
{
    OSDeclareDefaultStructors(DiskDriver)

public:
    kern_return_t SetMode(DiskUserClient * client, uint32_t mode);
};

#endif // DiskDriver_h
