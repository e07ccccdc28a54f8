/* What every driver needs. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_DRIVERKIT_H
#define LOOPBACK_DRIVERKIT_DRIVERKIT_H

#include <stdint.h>
#include <string.h>

#include <DriverKit/IOLib.h>
#include <DriverKit/IORPC.h>
#include <DriverKit/IOReturn.h>
#include <DriverKit/IOTypes.h>
#include <DriverKit/OSMetaClass.h>
#include <DriverKit/OSObject.h>
#include <DriverKit/OSAction.h>
#include <DriverKit/OSCollections.h>

#endif /* LOOPBACK_DRIVERKIT_DRIVERKIT_H */
