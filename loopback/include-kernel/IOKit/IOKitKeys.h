/* Names of properties. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IOKITKEYS_H
#define LOOPBACK_KERNEL_IOKIT_IOKITKEYS_H

#define kIOClassKey "IOClass"
#define kIOProviderClassKey "IOProviderClass"
#define kIOMatchCategoryKey "IOMatchCategory"
#define kIOServiceClass "IOService"

/* The class of a service's user clients. */
#define kIOUserClientClassKey "IOUserClientClass"
/* The entitlement that an app needs to open the user client; or false. */
#define kIOUserClientEntitlementsKey "IOUserClientEntitlements"
#define kIOUserClientCreatorKey "IOUserClientCreator"
#define kIOUserClientSharedInstanceKey "IOUserClientSharedInstance"
/* Which calls the kernel lets in at a time. */
#define kIOUserClientDefaultLockingKey "IOUserClientDefaultLocking"
#define kIOUserClientDefaultLockingSetPropertiesKey "IOUserClientDefaultLockingSetProperties"
#define kIOUserClientDefaultLockingSingleThreadExternalMethodKey \
    "IOUserClientDefaultLockingSingleThreadExternalMethod"

#endif /* LOOPBACK_KERNEL_IOKIT_IOKITKEYS_H */
