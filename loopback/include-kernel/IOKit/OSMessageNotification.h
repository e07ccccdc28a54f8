/* How a completion travels to an app. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_OSMESSAGENOTIFICATION_H
#define LOOPBACK_KERNEL_IOKIT_OSMESSAGENOTIFICATION_H

#include <IOKit/IOTypes.h>

enum {
    kIOAsyncCompletionNotificationType = 150,
    kOSNotificationMessageID = 53,
    kMaxAsyncArgs = 16,
};

/* Where what is in a reference. */
enum {
    kIOAsyncReservedIndex = 0,
    kIOAsyncReservedCount,
    kIOAsyncCalloutFuncIndex = kIOAsyncReservedCount,
    kIOAsyncCalloutRefconIndex,
    kIOAsyncCalloutCount,
};

enum {
    kOSAsyncRefCount = 8,
    kOSAsyncRef64Count = 8,
    kOSAsyncRef64Size = kOSAsyncRef64Count * ((int)sizeof(io_user_reference_t)),
};
typedef natural_t OSAsyncReference[kOSAsyncRefCount];
typedef io_user_reference_t OSAsyncReference64[kOSAsyncRef64Count];

#endif /* LOOPBACK_KERNEL_IOKIT_OSMESSAGENOTIFICATION_H */
