/* Codes and constants of USB hosts. Loopback's own text. */
#ifndef LOOPBACK_USBDRIVERKIT_IOUSBHOSTFAMILYDEFINITIONS_H
#define LOOPBACK_USBDRIVERKIT_IOUSBHOSTFAMILYDEFINITIONS_H

#include <DriverKit/IOReturn.h>
#include <DriverKit/IOTypes.h>

/* The codes of USB hosts begin at 0xe0005000; those of the family before them
 * (kIOUSBPipeStalled, 0xe000404f, and the like) are not DriverKit's. */
#define sub_iokit_usb err_sub(1)
#define iokit_usbhost_err(code) iokit_family_err(sub_iokit_usb, 0x1000u | (unsigned)(code))

/* The endpoint has answered STALL: ClearStall() has to come before any other transfer. */
#define kUSBHostReturnPipeStalled iokit_usbhost_err(0x0)
#define kUSBHostReturnNoPower iokit_usbhost_err(0x1)

/* The speed of a device. */
enum tIOUSBHostConnectionSpeed {
    kIOUSBHostConnectionSpeedNone = 0,
    kIOUSBHostConnectionSpeedFull = 1,
    kIOUSBHostConnectionSpeedLow = 2,
    kIOUSBHostConnectionSpeedHigh = 3,
    kIOUSBHostConnectionSpeedSuper = 4,
    kIOUSBHostConnectionSpeedSuperPlus = 5,
    kIOUSBHostConnectionSpeedSuperPlusBy2 = 6,
};

#endif /* LOOPBACK_USBDRIVERKIT_IOUSBHOSTFAMILYDEFINITIONS_H */
