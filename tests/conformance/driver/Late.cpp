#include "Late.h"

#include <DriverKit/DriverKit.h>

static IOService * late; // retained

void SetLate(IOService * service)
{
    service->retain();
    IOService * before = __atomic_exchange_n(&late, service, __ATOMIC_ACQ_REL);
    OSSafeReleaseNULL(before);
}

void ForgetLate(IOService * service)
{
    IOService * expected = service;
    if (__atomic_compare_exchange_n(
            &late, &expected, nullptr, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
        service->release();
    }
}

kern_return_t AnnounceLate()
{
    // Taken out, so that nobody releases it meanwhile; it registers once.
    IOService * service = __atomic_exchange_n(&late, nullptr, __ATOMIC_ACQ_REL);
    if (service == nullptr) {
        return kIOReturnNotFound;
    }
    const kern_return_t ret = service->RegisterService();
    service->release();
    return ret;
}
