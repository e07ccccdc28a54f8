#pragma once
#include <stdint.h>
typedef struct { uint32_t a; uint64_t b; } TransferRequest;
typedef struct { uint8_t tag; uint8_t data[12]; } Record;
