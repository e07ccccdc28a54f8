// How many handlers behind an entitlement were called, of any user client.

#ifndef Entered_h
#define Entered_h

#include <atomic>
#include <stdint.h>

inline std::atomic<uint32_t> entered;

#endif
