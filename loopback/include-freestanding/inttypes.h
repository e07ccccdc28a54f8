/* The format macros of <inttypes.h>; only for the driverkit target. Loopback's own text. */
#ifndef LOOPBACK_FREESTANDING_INTTYPES_H
#define LOOPBACK_FREESTANDING_INTTYPES_H

#include <stdint.h>

#define PRId32 "d"
#define PRIu32 "u"
#define PRIx32 "x"
#define PRId64 "lld"
#define PRIu64 "llu"
#define PRIx64 "llx"

#endif /* LOOPBACK_FREESTANDING_INTTYPES_H */
