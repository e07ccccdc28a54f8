/* Loopback's own text. */
#ifndef LOOPBACK_KERNEL_LIBKERN_OSCONTAINERS_H
#define LOOPBACK_KERNEL_LIBKERN_OSCONTAINERS_H

#include <libkern/c++/OSArray.h>
#include <libkern/c++/OSBoolean.h>
#include <libkern/c++/OSData.h>
#include <libkern/c++/OSDictionary.h>
#include <libkern/c++/OSNumber.h>
#include <libkern/c++/OSString.h>
#include <libkern/c++/OSSymbol.h>

#endif /* LOOPBACK_KERNEL_LIBKERN_OSCONTAINERS_H */
