// The service that registers when it's told to, on behalf of an app that can't open it yet. All services
// of the driver share a process (IOUserServerOneProcess).

#ifndef Late_h
#define Late_h

#include <DriverKit/IOService.h>

void SetLate(IOService * service);
// If it's that one.
void ForgetLate(IOService * service);
// kIOReturnNotFound if there is none.
kern_return_t AnnounceLate();

#endif
