/* <strings.h>; only for Apple's targets. Loopback's own text. */
#ifndef LOOPBACK_FREESTANDING_STRINGS_H
#define LOOPBACK_FREESTANDING_STRINGS_H

#include <string.h>

#endif /* LOOPBACK_FREESTANDING_STRINGS_H */
