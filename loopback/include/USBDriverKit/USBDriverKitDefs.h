/* What only drivers have. Loopback's own text. */
#ifndef LOOPBACK_USBDRIVERKIT_USBDRIVERKITDEFS_H
#define LOOPBACK_USBDRIVERKIT_USBDRIVERKITDEFS_H

#include <DriverKit/IOLib.h>
#include <USBDriverKit/AppleUSBDefinitions.h>

/* options of Abort() */
enum IOUSBAbortOptions {
    kIOUSBAbortAsynchronous = 0x0,
    kIOUSBAbortSynchronous = 0x1,
};

/* Frees what a method that is called Copy...Descriptor answered. */
extern "C" void IOUSBHostFreeDescriptor(const void * descriptor);

#endif /* LOOPBACK_USBDRIVERKIT_USBDRIVERKITDEFS_H */
