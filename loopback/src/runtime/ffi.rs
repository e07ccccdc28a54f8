//! `loopback.h`.

use std::ffi::{c_char, c_void};

#[repr(C)]
pub(super) struct Machine {
    _private: [u8; 0],
}

#[repr(C)]
pub(super) struct Driver {
    _private: [u8; 0],
}

#[repr(C)]
pub(super) struct Properties {
    _private: [u8; 0],
}

/// `lb_call`
#[repr(C)]
pub(super) struct Call {
    pub(super) selector: u32,
    pub(super) scalar_input: *const u64,
    pub(super) scalar_input_count: usize,
    pub(super) structure_input: *const c_void,
    pub(super) structure_input_size: usize,
    pub(super) scalar_output: *mut u64,
    pub(super) scalar_output_count: usize,
    pub(super) structure_output: *mut c_void,
    pub(super) structure_output_size: usize,
    pub(super) variable: Option<unsafe extern "C" fn(*mut c_void, *const c_void, usize)>,
    pub(super) context: *mut c_void,
    pub(super) completion: Option<unsafe extern "C" fn(*mut c_void, i32, *const u64, usize)>,
    pub(super) completion_context: *mut c_void,
    pub(super) completion_gone: Option<unsafe extern "C" fn(*mut c_void)>,
}

/// `lb_service`
#[repr(C)]
pub(super) struct Service {
    pub(super) kind: u32,
    pub(super) key: *const c_char,
    pub(super) key_length: usize,
    pub(super) text: *const c_char,
    pub(super) text_length: usize,
    pub(super) number: u64,
}

/// `lb_report_line`
pub(super) type ReportLine =
    unsafe extern "C" fn(*mut c_void, u32, *const c_char, usize, usize, usize);

unsafe extern "C" {
    pub(super) fn lb_machine_new() -> *mut Machine;
    pub(super) fn lb_machine_free(machine: *mut Machine);
    pub(super) fn lb_machine_stop(machine: *mut Machine);

    pub(super) fn lb_driver_new(class_name: *const c_char, length: usize) -> *mut Driver;
    pub(super) fn lb_driver_properties(driver: *mut Driver) -> *mut Properties;
    pub(super) fn lb_driver_restrict(driver: *mut Driver);

    pub(super) fn lb_properties_new() -> *mut Properties;
    pub(super) fn lb_properties_free(properties: *mut Properties);
    pub(super) fn lb_properties_text(
        properties: *mut Properties,
        key: *const c_char,
        key_length: usize,
        value: *const c_char,
        value_length: usize,
    );
    pub(super) fn lb_properties_number(
        properties: *mut Properties,
        key: *const c_char,
        key_length: usize,
        value: u64,
        bits: u32,
    );
    pub(super) fn lb_properties_flag(
        properties: *mut Properties,
        key: *const c_char,
        key_length: usize,
        value: bool,
    );
    pub(super) fn lb_properties_list(
        properties: *mut Properties,
        key: *const c_char,
        key_length: usize,
    );
    pub(super) fn lb_properties_item(
        properties: *mut Properties,
        key: *const c_char,
        key_length: usize,
        value: *const c_char,
        value_length: usize,
    );

    pub(super) fn lb_driver_kext(driver: *mut Driver, library: *const c_char, length: usize);
    pub(super) fn lb_driver_user_client(
        driver: *mut Driver,
        key: *const c_char,
        key_length: usize,
        class_name: *const c_char,
        length: usize,
    );
    pub(super) fn lb_driver_user_client_requires(
        driver: *mut Driver,
        key: *const c_char,
        key_length: usize,
        alternative: bool,
        entitlement: *const c_char,
        length: usize,
    );
    pub(super) fn lb_driver_default_user_client(
        driver: *mut Driver,
        key: *const c_char,
        key_length: usize,
    );
    pub(super) fn lb_driver_start(machine: *mut Machine, driver: *mut Driver) -> i32;

    pub(super) fn lb_virtual_time(machine: *mut Machine);
    pub(super) fn lb_advance(machine: *mut Machine, nanoseconds: u64) -> bool;
    pub(super) fn lb_interrupt(
        machine: *mut Machine,
        class_name: *const c_char,
        length: usize,
        index: u32,
    ) -> bool;

    pub(super) fn lb_client_new(machine: *mut Machine) -> u32;
    pub(super) fn lb_client_entitle(
        machine: *mut Machine,
        client: u32,
        entitlements: *mut Properties,
    );
    pub(super) fn lb_client_root(machine: *mut Machine, client: u32, root: bool);
    pub(super) fn lb_client_die(machine: *mut Machine, client: u32);
    pub(super) fn lb_client_kill(machine: *mut Machine, client: u32);
    pub(super) fn lb_crash(machine: *mut Machine);
    pub(super) fn lb_crossings(machine: *mut Machine) -> u64;
    pub(super) fn lb_kill_at(machine: *mut Machine, crossings: u64, client: bool);

    pub(super) fn lb_services(
        machine: *mut Machine,
        client: u32,
        service: *const Service,
        each: unsafe extern "C" fn(*mut c_void, u64),
        context: *mut c_void,
    ) -> i32;
    pub(super) fn lb_watch(
        machine: *mut Machine,
        client: u32,
        service: *const Service,
        tell: unsafe extern "C" fn(*mut c_void, bool, u64),
        context: *mut c_void,
        gone: unsafe extern "C" fn(*mut c_void),
        watch: *mut u64,
    ) -> i32;
    pub(super) fn lb_unwatch(machine: *mut Machine, watch: u64);

    pub(super) fn lb_open(
        machine: *mut Machine,
        client: u32,
        service: *const Service,
        open_type: u32,
        connection: *mut u32,
    ) -> i32;
    pub(super) fn lb_close(machine: *mut Machine, connection: u32) -> i32;
    pub(super) fn lb_connection_call(
        machine: *mut Machine,
        connection: u32,
        call: *mut Call,
    ) -> i32;
    pub(super) fn lb_set_notification_port(
        machine: *mut Machine,
        connection: u32,
        notification_type: u32,
        reference: u64,
        notify: Option<unsafe extern "C" fn(*mut c_void, i32, *const u64, usize)>,
        context: *mut c_void,
        gone: Option<unsafe extern "C" fn(*mut c_void)>,
    ) -> i32;
    pub(super) fn lb_map(
        machine: *mut Machine,
        connection: u32,
        memory_type: u32,
        options: u32,
        address: *mut *mut u8,
        size: *mut usize,
    ) -> i32;
    pub(super) fn lb_unmap(
        machine: *mut Machine,
        connection: u32,
        memory_type: u32,
        address: *const u8,
    ) -> i32;

    pub(super) fn lb_machine_report(machine: *mut Machine, line: ReportLine, context: *mut c_void);
}
