/* The runtime as the Rust side sees it. Internal: it changes without notice. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
/* No exception may reach Rust. */
#define LB_NOEXCEPT noexcept
#else
#define LB_NOEXCEPT
#endif

typedef struct lb_machine lb_machine;
typedef struct lb_driver lb_driver;
typedef struct lb_properties lb_properties;

lb_machine * lb_machine_new(void) LB_NOEXCEPT;
/* Forgets the machine; what still runs of it must have been stopped. */
void lb_machine_free(lb_machine * machine) LB_NOEXCEPT;
/* Closes what is open, stops the drivers, waits for the queues. */
void lb_machine_stop(lb_machine * machine) LB_NOEXCEPT;

/* Values by name; text as bytes with their length. */
lb_properties * lb_properties_new(void) LB_NOEXCEPT;
void lb_properties_free(lb_properties * properties) LB_NOEXCEPT;
void lb_properties_text(
    lb_properties * properties, const char * key, size_t key_length, const char * value,
    size_t value_length) LB_NOEXCEPT;
void lb_properties_number(
    lb_properties * properties, const char * key, size_t key_length, uint64_t value,
    uint32_t bits) LB_NOEXCEPT;
void lb_properties_flag(
    lb_properties * properties, const char * key, size_t key_length, bool value) LB_NOEXCEPT;
/* An empty list, and one more text in a list. */
void lb_properties_list(lb_properties * properties, const char * key, size_t key_length)
    LB_NOEXCEPT;
void lb_properties_item(
    lb_properties * properties, const char * key, size_t key_length, const char * value,
    size_t value_length) LB_NOEXCEPT;

/* A driver's class and its properties, which go with it. */
lb_driver * lb_driver_new(const char * class_name, size_t length) LB_NOEXCEPT;
lb_properties * lb_driver_properties(lb_driver * driver) LB_NOEXCEPT;
/* Without the entitlement allow-any-userclient-access, which a driver has otherwise. */
void lb_driver_restrict(lb_driver * driver) LB_NOEXCEPT;
/* It is a kext: a class against the kernel's headers, of the kext that the build named so; an empty
 * name if there is one only. */
void lb_driver_kext(lb_driver * driver, const char * library, size_t length) LB_NOEXCEPT;
void lb_driver_user_client(
    lb_driver * driver, const char * key, size_t key_length, const char * class_name,
    size_t length) LB_NOEXCEPT;
/* One more entitlement that an app needs for it; the first of another set of them, each of which is
 * enough, if it is an `alternative`. */
void lb_driver_user_client_requires(
    lb_driver * driver, const char * key, size_t key_length, bool alternative,
    const char * entitlement, size_t length) LB_NOEXCEPT;
/* The only class of user clients that is linked in, if it is the only one. */
void lb_driver_default_user_client(lb_driver * driver, const char * key, size_t key_length)
    LB_NOEXCEPT;
/* Starts it and frees `driver`. */
int32_t lb_driver_start(lb_machine * machine, lb_driver * driver) LB_NOEXCEPT;

/* Time stands still for the drivers, but for lb_advance, which returns when all that was due has
 * been done; false if time is the host's. To be said before drivers start. */
void lb_virtual_time(lb_machine * machine) LB_NOEXCEPT;
bool lb_advance(lb_machine * machine, uint64_t nanoseconds) LB_NOEXCEPT;
/* Raises an interrupt of what a driver drives; false if the driver doesn't listen to it. */
bool lb_interrupt(lb_machine * machine, const char * class_name, size_t length, uint32_t index)
    LB_NOEXCEPT;

uint32_t lb_client_new(lb_machine * machine) LB_NOEXCEPT;
/* What it is entitled to from now on; it has nothing else. */
void lb_client_entitle(lb_machine * machine, uint32_t client, lb_properties * entitlements)
    LB_NOEXCEPT;
/* Whether it runs as root. */
void lb_client_root(lb_machine * machine, uint32_t client, bool root) LB_NOEXCEPT;
/* It is no more; what it had mapped goes. */
void lb_client_die(lb_machine * machine, uint32_t client) LB_NOEXCEPT;
/* It dies in the middle of what it does; what it had mapped stays until lb_client_die. */
void lb_client_kill(lb_machine * machine, uint32_t client) LB_NOEXCEPT;

/* The process of the drivers dies. */
void lb_crash(lb_machine * machine) LB_NOEXCEPT;
/* How many messages have passed between the parts. */
uint64_t lb_crossings(lb_machine * machine) LB_NOEXCEPT;
/* So many messages from now, the app on whose behalf it passes is killed, or the drivers' process. */
void lb_kill_at(lb_machine * machine, uint64_t crossings, bool client) LB_NOEXCEPT;

/* Which services are meant; text as bytes with their length. `kind` 0: `text` is a class; 1: a name;
 * 2, 3, 4: the property `key` is `text`, `number`, or a flag that `number` is; 5: `number` is an id. */
typedef struct {
    uint32_t kind;
    const char * key;
    size_t key_length;
    const char * text;
    size_t text_length;
    uint64_t number;
} lb_service;
/* Calls `each` for those that an app can open, before it returns. */
int32_t lb_services(
    lb_machine * machine, uint32_t client, const lb_service * service,
    void (*each)(void * context, uint64_t id), void * context) LB_NOEXCEPT;
/* Calls `tell` on a thread of the watch's for each service that comes or goes, those that are there
 * first, until lb_unwatch or the end of the app; and `gone` once, whatever comes, behind all of that. */
int32_t lb_watch(
    lb_machine * machine, uint32_t client, const lb_service * service,
    void (*tell)(void * context, bool arrived, uint64_t id), void * context,
    void (*gone)(void * context), uint64_t * watch) LB_NOEXCEPT;
/* Doesn't wait for what is being told. */
void lb_unwatch(lb_machine * machine, uint64_t watch) LB_NOEXCEPT;

int32_t lb_open(
    lb_machine * machine, uint32_t client, const lb_service * service, uint32_t type,
    uint32_t * connection) LB_NOEXCEPT;
int32_t lb_close(lb_machine * machine, uint32_t connection) LB_NOEXCEPT;

typedef struct {
    uint32_t selector;
    const uint64_t * scalar_input;
    size_t scalar_input_count;
    const void * structure_input;
    size_t structure_input_size;
    uint64_t * scalar_output;
    size_t scalar_output_count;
    void * structure_output;
    size_t structure_output_size;
    /* Not NULL: the output is of any length, and comes here. */
    void (*variable)(void * context, const void * bytes, size_t length);
    void * context;
    /* Not NULL: the call is asynchronous, and its completions come here, any number of times, one
     * after the other on a thread of the connection's, perhaps before the call returns. */
    void (*completion)(
        void * completion_context, int32_t status, const uint64_t * words, size_t count);
    void * completion_context;
    /* Called once, whatever comes, when no completion comes any more: the call failed, the driver
     * let the last reference go, or the connection is closed. */
    void (*completion_gone)(void * completion_context);
} lb_call;
/* On success the two output counts are what came back. */
int32_t lb_connection_call(lb_machine * machine, uint32_t connection, lb_call * call) LB_NOEXCEPT;

/* What a driver sends to the port of a type comes to `notify`, on a thread of the connection's, until
 * the driver lets the port go or the connection is closed; then `gone` is called. A NULL `notify` is a
 * NULL port. */
int32_t lb_set_notification_port(
    lb_machine * machine, uint32_t connection, uint32_t type, uint64_t reference,
    void (*notify)(void * context, int32_t status, const uint64_t * words, size_t count),
    void * context, void (*gone)(void * context)) LB_NOEXCEPT;

/* `options` are those of IOConnectMapMemory64: kIOMapAnywhere and a cache mode. */
int32_t lb_map(
    lb_machine * machine, uint32_t connection, uint32_t type, uint32_t options,
    uint8_t ** address, size_t * size) LB_NOEXCEPT;
int32_t lb_unmap(lb_machine * machine, uint32_t connection, uint32_t type, const uint8_t * address)
    LB_NOEXCEPT;

/* What went wrong, or is left: one call each. `kind` 0: objects of a class; 1: IOMalloc's memory,
 * `text` empty, `extra` its bytes; 2: a fault. For objects `extra` is how many are stuck in their
 * free(). */
typedef void (*lb_report_line)(
    void * context, uint32_t kind, const char * text, size_t length, size_t count, size_t extra);
void lb_machine_report(lb_machine * machine, lb_report_line line, void * context) LB_NOEXCEPT;

#ifdef __cplusplus
}
#endif
