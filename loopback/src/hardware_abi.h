/* Devices that a test plays, as the Rust side sees them. Internal: it changes without notice. */
#pragma once

#include "loopback.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lb_hardware lb_hardware;

/* Gives the handle up; the device stays while a driver is on it. */
void lb_hardware_free(lb_hardware * hardware) LB_NOEXCEPT;
/* Says what a driver is to drive, before it is started. */
void lb_driver_on(lb_driver * driver, const lb_hardware * hardware) LB_NOEXCEPT;
/* Takes the device away: transfers end with `status`, the driver is stopped. */
void lb_unplug(lb_machine * machine, const lb_hardware * hardware, int32_t status) LB_NOEXCEPT;

/* Registers that somebody plays; the functions come on any thread. */
typedef struct {
    void * context;
    uint64_t (*read)(void * context, uint64_t offset, uint32_t width);
    void (*write)(void * context, uint64_t offset, uint32_t width, uint64_t value);
    /* They come no more. */
    void (*gone)(void * context);
} lb_registers;

/* Bits of a BAR: its type in the PCI specification. */
enum {
    LB_BAR_64_BIT = 0x4,
    LB_BAR_PREFETCHABLE = 0x8,
};

/* `class_code` as it stands at 0x08: the class in the top byte, the revision in the lowest. */
lb_hardware * lb_pci_new(uint16_t vendor, uint16_t device, uint32_t class_code) LB_NOEXCEPT;
/* Sizes are powers of two. Memory, if `registers` is NULL. */
bool lb_pci_bar(
    const lb_hardware * pci, uint8_t index, uint64_t size, uint32_t type,
    const lb_registers * registers) LB_NOEXCEPT;
/* A capability: its ID and what follows the pointer to the next one. */
bool lb_pci_capability(
    const lb_hardware * pci, uint8_t id, const uint8_t * body, size_t length) LB_NOEXCEPT;
bool lb_pci_is_open(const lb_hardware * pci) LB_NOEXCEPT;
/* A register of configuration space, of 1, 2 or 4 bytes. */
uint32_t lb_pci_config(const lb_hardware * pci, uint16_t offset, uint32_t width) LB_NOEXCEPT;
/* The device's own access to the memory behind a BAR; false outside of it, or if it is none. */
bool lb_pci_read(
    const lb_hardware * pci, uint8_t bar, uint64_t offset, uint8_t * bytes,
    size_t length) LB_NOEXCEPT;
bool lb_pci_write(
    const lb_hardware * pci, uint8_t bar, uint64_t offset, const uint8_t * bytes,
    size_t length) LB_NOEXCEPT;

/* What a USB device says of itself. */
typedef struct {
    uint16_t vendor;
    uint16_t product;
    uint8_t interface_number;
    uint8_t interface_class;
    uint8_t interface_sub_class;
    uint8_t interface_protocol;
    /* A tIOUSBHostConnectionSpeed. */
    uint8_t speed;
} lb_usb_identity;

/* A control request; `data` goes to the device, or is NULL. */
typedef struct {
    uint8_t request_type;
    uint8_t request;
    uint16_t value;
    uint16_t index;
    uint16_t length;
    const uint8_t * data;
} lb_usb_setup;

/* Takes bytes, during the call. */
typedef void (*lb_bytes)(void * context, const uint8_t * bytes, size_t length);

/* Whoever answers control requests; the functions come on any thread. */
typedef struct {
    void * context;
    /* Hands what goes to the host to `answer`, with `to`. */
    int32_t (*request)(void * context, const lb_usb_setup * setup, lb_bytes answer, void * to);
    /* They come no more. */
    void (*gone)(void * context);
} lb_usb_control;

/* `control` may be NULL: every request is answered with STALL. */
lb_hardware * lb_usb_new(const lb_usb_identity * identity, const lb_usb_control * control)
    LB_NOEXCEPT;
bool lb_usb_endpoint(
    const lb_hardware * usb, uint8_t address, uint8_t attributes, uint16_t max_packet_size,
    uint8_t interval) LB_NOEXCEPT;
bool lb_usb_has(const lb_hardware * usb, uint8_t address) LB_NOEXCEPT;
bool lb_usb_is_open(const lb_hardware * usb) LB_NOEXCEPT;

/* The device's end of an endpoint, which must be there; see usb_pipe_model.h. */
void lb_usb_send(
    const lb_hardware * usb, uint8_t address, const uint8_t * bytes, size_t length,
    bool end) LB_NOEXCEPT;
bool lb_usb_take(
    const lb_hardware * usb, uint8_t address, uint64_t timeout_ms, lb_bytes take,
    void * context) LB_NOEXCEPT;
void lb_usb_stall(const lb_hardware * usb, uint8_t address) LB_NOEXCEPT;
bool lb_usb_is_halted(const lb_hardware * usb, uint8_t address) LB_NOEXCEPT;
void lb_usb_hold(const lb_hardware * usb, uint8_t address) LB_NOEXCEPT;
void lb_usb_release(const lb_hardware * usb, uint8_t address, size_t count) LB_NOEXCEPT;
void lb_usb_resume(const lb_hardware * usb, uint8_t address) LB_NOEXCEPT;
size_t lb_usb_in_flight(const lb_hardware * usb, uint8_t address) LB_NOEXCEPT;
bool lb_usb_wait_in_flight(
    const lb_hardware * usb, uint8_t address, size_t count, uint64_t timeout_ms) LB_NOEXCEPT;

#ifdef __cplusplus
}
#endif
