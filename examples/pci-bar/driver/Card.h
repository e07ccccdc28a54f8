// The card as its manual describes it.

#ifndef Card_h
#define Card_h

#include <stdint.h>

namespace card
{

// BAR 0 holds registers of 32 bits. No app maps it: a BAR is mapped whole, and who writes the control
// register or clears interrupts does it behind the driver's back.
const uint8_t kRegistersBar = 0;
const uint64_t kRegistersSize = 0x1000;

// Registers, as offsets in BAR 0.
const uint64_t kControl = 0x04;
const uint64_t kBank = 0x08; // the number of a BAR
const uint64_t kLength = 0x0c;
const uint64_t kInterruptStatus = 0x10; // a one clears its bit
const uint64_t kInterruptEnable = 0x14;

// The bit of the control register that no app sets by itself: it begins to play.
const uint32_t kControlStart = 1;

// What a bus reads where nobody answers.
const uint32_t kAllOnes = 0xffffffff;
const uint16_t kNoVendor = 0xffff;

} // namespace card

#endif
