/* All of USB. Loopback's own text. */
#ifndef LOOPBACK_USBDRIVERKIT_USBDRIVERKIT_H
#define LOOPBACK_USBDRIVERKIT_USBDRIVERKIT_H

#include <USBDriverKit/AppleUSBDefinitions.h>
#include <USBDriverKit/AppleUSBDescriptorParsing.h>
#include <USBDriverKit/IOUSBHostDevice.h>
#include <USBDriverKit/IOUSBHostFamilyDefinitions.h>
#include <USBDriverKit/IOUSBHostInterface.h>
#include <USBDriverKit/IOUSBHostPipe.h>
#include <USBDriverKit/USBDriverKitDefs.h>

#endif /* LOOPBACK_USBDRIVERKIT_USBDRIVERKIT_H */
