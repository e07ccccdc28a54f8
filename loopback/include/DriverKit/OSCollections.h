/* All that property lists are made of. Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_OSCOLLECTIONS_H
#define LOOPBACK_DRIVERKIT_OSCOLLECTIONS_H

#include <DriverKit/OSArray.h>
#include <DriverKit/OSBoolean.h>
#include <DriverKit/OSData.h>
#include <DriverKit/OSDictionary.h>
#include <DriverKit/OSNumber.h>
#include <DriverKit/OSString.h>

#endif /* LOOPBACK_DRIVERKIT_OSCOLLECTIONS_H */
