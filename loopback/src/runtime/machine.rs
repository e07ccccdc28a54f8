//! The C++ side, owned: safe functions over [`ffi`].

use std::{
    ffi::{c_char, c_void},
    ptr, slice,
    sync::Arc,
    time::Duration,
};

use iigen_client::{
    Cache, Call, CompletionSink, IoReturn, RawConnection, RawMapping, Returned, Service,
    StructureOutput,
};

use super::{
    builder::Provider,
    completions::Completions,
    ffi, ffi_hardware,
    hardware::Handle,
    leaks::{Leaks, Objects},
    properties::{self, Entitlements},
    services::raw_service,
};

/// The system chooses the address (`kIOMapAnywhere`).
const MAP_ANYWHERE: u32 = 1;

/// A machine: its drivers and who is connected to them.
#[derive(Debug)]
pub(super) struct Machine(*mut ffi::Machine);

// SAFETY: the runtime locks what its functions share; none of them depends on the thread that calls
// it.
unsafe impl Send for Machine {}
// SAFETY: as above.
unsafe impl Sync for Machine {}

impl Drop for Machine {
    fn drop(&mut self) {
        // SAFETY: the pointer is ours and isn't used after this.
        unsafe { ffi::lb_machine_free(self.0) };
    }
}

/// Text as the runtime takes it.
pub(super) fn bytes(text: &str) -> (*const c_char, usize) {
    (text.as_ptr().cast(), text.len())
}

/// A code as a result.
pub(super) fn check(code: i32) -> Result<(), IoReturn> {
    if code == 0 {
        Ok(())
    } else {
        Err(IoReturn(code))
    }
}

impl Machine {
    pub(super) fn new() -> Self {
        // SAFETY: has no conditions.
        Self(unsafe { ffi::lb_machine_new() })
    }

    /// For the functions of [`ffi`], which don't free it.
    pub(super) fn as_ptr(&self) -> *mut ffi::Machine {
        self.0
    }

    pub(super) fn stop(&self) {
        // SAFETY: the machine is alive.
        unsafe { ffi::lb_machine_stop(self.0) };
    }

    /// Makes a driver and starts it; without user clients it gets the one that there is, under
    /// `default`.
    pub(super) fn start(
        &self,
        provider: &Provider,
        default: &str,
        hardware: Option<&Handle>,
    ) -> Result<(), IoReturn> {
        let (class, length) = bytes(&provider.class);
        // SAFETY: the bytes are read before the function returns; the driver is used until
        // `lb_driver_start`, which takes it.
        let driver = unsafe { ffi::lb_driver_new(class, length) };
        // SAFETY: the driver is alive, and its properties with it.
        unsafe { properties::put(ffi::lb_driver_properties(driver), &provider.properties) };
        if provider.restricted {
            // SAFETY: the driver is alive.
            unsafe { ffi::lb_driver_restrict(driver) };
        }
        if let Some(library) = &provider.kext {
            let (library, length) = bytes(library);
            // SAFETY: as above; the bytes are read before the function returns.
            unsafe { ffi::lb_driver_kext(driver, library, length) };
            return self.start_made(driver, hardware);
        }
        for client in &provider.user_clients {
            let (key, key_length) = bytes(&client.property);
            let (class, length) = bytes(&client.class);
            // SAFETY: the driver is alive; the bytes are read before the function returns.
            unsafe { ffi::lb_driver_user_client(driver, key, key_length, class, length) };
            for set in &client.requires {
                for (index, entitlement) in set.iter().enumerate() {
                    let (name, length) = bytes(entitlement);
                    // SAFETY: as above.
                    unsafe {
                        ffi::lb_driver_user_client_requires(
                            driver,
                            key,
                            key_length,
                            index == 0,
                            name,
                            length,
                        );
                    }
                }
            }
        }
        if provider.user_clients.is_empty() {
            let (key, key_length) = bytes(default);
            // SAFETY: as above.
            unsafe { ffi::lb_driver_default_user_client(driver, key, key_length) };
        }
        self.start_made(driver, hardware)
    }

    /// Starts what [`start`](Self::start) has put together.
    fn start_made(
        &self,
        driver: *mut ffi::Driver,
        hardware: Option<&Handle>,
    ) -> Result<(), IoReturn> {
        if let Some(hardware) = hardware {
            // SAFETY: both are alive.
            unsafe { ffi_hardware::lb_driver_on(driver, hardware.as_ptr()) };
        }
        // SAFETY: both are alive, and the driver isn't used after this.
        check(unsafe { ffi::lb_driver_start(self.0, driver) })
    }

    /// Takes a device away, and stops the driver that is on it.
    pub(super) fn unplug(&self, hardware: &Handle, status: IoReturn) {
        // SAFETY: both are alive.
        unsafe { ffi_hardware::lb_unplug(self.0, hardware.as_ptr(), status.0) };
    }

    pub(super) fn make_time_virtual(&self) {
        // SAFETY: the machine is alive.
        unsafe { ffi::lb_virtual_time(self.0) };
    }

    pub(super) fn advance(&self, by: Duration) -> bool {
        let nanoseconds = u64::try_from(by.as_nanos()).unwrap_or(u64::MAX / 2);
        // SAFETY: the machine is alive.
        unsafe { ffi::lb_advance(self.0, nanoseconds) }
    }

    pub(super) fn interrupt(&self, class: &str, index: u32) -> bool {
        let (class, length) = bytes(class);
        // SAFETY: the machine is alive; the bytes are read before the function returns.
        unsafe { ffi::lb_interrupt(self.0, class, length, index) }
    }

    pub(super) fn new_client(&self) -> u32 {
        // SAFETY: the machine is alive.
        unsafe { ffi::lb_client_new(self.0) }
    }

    pub(super) fn entitle(&self, client: u32, entitlements: &Entitlements) {
        // SAFETY: the machine is alive, and so are the properties until they are freed.
        unsafe {
            let properties = ffi::lb_properties_new();
            properties::put(properties, entitlements.values());
            ffi::lb_client_entitle(self.0, client, properties);
            ffi::lb_client_root(self.0, client, entitlements.root());
            ffi::lb_properties_free(properties);
        }
    }

    pub(super) fn kill_client(&self, client: u32) {
        // SAFETY: the machine is alive.
        unsafe { ffi::lb_client_kill(self.0, client) };
    }

    pub(super) fn crash(&self) {
        // SAFETY: the machine is alive.
        unsafe { ffi::lb_crash(self.0) };
    }

    pub(super) fn crossings(&self) -> u64 {
        // SAFETY: the machine is alive.
        unsafe { ffi::lb_crossings(self.0) }
    }

    pub(super) fn kill_at(&self, crossings: u64, client: bool) {
        // SAFETY: the machine is alive.
        unsafe { ffi::lb_kill_at(self.0, crossings, client) };
    }

    pub(super) fn client_died(&self, client: u32) {
        // SAFETY: the machine is alive.
        unsafe { ffi::lb_client_die(self.0, client) };
    }

    pub(super) fn open(
        &self,
        client: u32,
        service: &Service<'_>,
        open_type: u32,
    ) -> Result<RawConnection, IoReturn> {
        let raw = raw_service(service).ok_or(IoReturn::UNSUPPORTED)?;
        let mut connection = 0;
        // SAFETY: the machine is alive; `service` is, too, and `raw` points into it; the number has a
        // place.
        check(unsafe {
            ffi::lb_open(
                self.0,
                client,
                &raw const raw,
                open_type,
                &raw mut connection,
            )
        })?;
        Ok(RawConnection(connection))
    }

    pub(super) fn close(&self, connection: RawConnection) -> Result<(), IoReturn> {
        // SAFETY: the machine is alive; an unknown number is answered with an error.
        check(unsafe { ffi::lb_close(self.0, connection.0) })
    }

    pub(super) fn call(
        &self,
        connection: RawConnection,
        call: Call<'_>,
    ) -> Result<Returned, IoReturn> {
        let mut raw = raw_call(call);
        // SAFETY: every pointer is to a slice of the length that goes with it, borrowed for the
        // whole call, after which the runtime holds none of them; `context` is what `append`
        // expects.
        check(unsafe { ffi::lb_connection_call(self.0, connection.0, &raw mut raw) })?;
        Ok(returned(&raw))
    }

    pub(super) fn call_async(
        &self,
        connection: RawConnection,
        call: Call<'_>,
        sink: Arc<dyn CompletionSink>,
    ) -> Result<Returned, IoReturn> {
        let mut raw = raw_call(call);
        let completions = Completions::put_into(&mut raw, sink);
        // SAFETY: as of `call`; the completion's context is what its functions expect, and theirs
        // until the second of them is called, which is once, after everything else.
        let result = check(unsafe { ffi::lb_connection_call(self.0, connection.0, &raw mut raw) });
        completions.returned(result.is_ok());
        result.map(|()| returned(&raw))
    }

    pub(super) fn map(
        &self,
        connection: RawConnection,
        memory_type: u32,
        cache: Cache,
    ) -> Result<RawMapping, IoReturn> {
        let mut mapping = RawMapping {
            address: ptr::null_mut(),
            size: 0,
        };
        // SAFETY: the machine is alive, and what comes back has places.
        check(unsafe {
            ffi::lb_map(
                self.0,
                connection.0,
                memory_type,
                MAP_ANYWHERE | cache.bits(),
                &raw mut mapping.address,
                &raw mut mapping.size,
            )
        })?;
        Ok(mapping)
    }

    pub(super) fn unmap(
        &self,
        connection: RawConnection,
        memory_type: u32,
        mapping: RawMapping,
    ) -> Result<(), IoReturn> {
        // SAFETY: the machine is alive; the address is only compared.
        check(unsafe { ffi::lb_unmap(self.0, connection.0, memory_type, mapping.address) })
    }

    /// What is left, if anything is.
    pub(super) fn leaks(&self) -> Option<Leaks> {
        let mut leaks = Leaks::default();
        // SAFETY: the machine is alive; `context` is what `report` expects, and is used during the
        // call only.
        unsafe { ffi::lb_machine_report(self.0, report, ptr::from_mut(&mut leaks).cast()) };
        (!leaks.is_empty()).then_some(leaks)
    }
}

/// A call as the runtime takes it; the pointers are good for as long as what `call` borrows.
fn raw_call(call: Call<'_>) -> ffi::Call {
    let mut raw = ffi::Call {
        selector: call.selector,
        scalar_input: call.scalar_input.as_ptr(),
        scalar_input_count: call.scalar_input.len(),
        structure_input: call.structure_input.as_ptr().cast(),
        structure_input_size: call.structure_input.len(),
        scalar_output: call.scalar_output.as_mut_ptr(),
        scalar_output_count: call.scalar_output.len(),
        structure_output: ptr::null_mut(),
        structure_output_size: 0,
        variable: None,
        context: ptr::null_mut(),
        completion: None,
        completion_context: ptr::null_mut(),
        completion_gone: None,
    };
    match call.structure_output {
        StructureOutput::Buffer(buffer) => {
            raw.structure_output = buffer.as_mut_ptr().cast();
            raw.structure_output_size = buffer.len();
        }
        StructureOutput::Variable(buffer) => {
            raw.variable = Some(append);
            raw.context = ptr::from_mut(buffer).cast();
        }
    }
    raw
}

/// What a call that succeeded reports.
fn returned(raw: &ffi::Call) -> Returned {
    Returned {
        scalars: raw.scalar_output_count,
        structure: raw.structure_output_size,
    }
}

/// Takes a variable output; `context` is a `Vec<u8>`.
unsafe extern "C" fn append(context: *mut c_void, data: *const c_void, length: usize) {
    if length == 0 {
        return;
    }
    // SAFETY: `Machine::call` gave the vector, which nothing else uses during the call, and the
    // runtime gives bytes of that length.
    unsafe {
        let buffer = &mut *context.cast::<Vec<u8>>();
        buffer.extend_from_slice(slice::from_raw_parts(data.cast(), length));
    }
}

/// Takes a line of the report; `context` is a `Leaks`.
unsafe extern "C" fn report(
    context: *mut c_void,
    kind: u32,
    text: *const c_char,
    length: usize,
    count: usize,
    extra: usize,
) {
    // SAFETY: `Machine::leaks` gave the leaks, which nothing else uses during the call, and the
    // runtime gives text of that length.
    let (leaks, text) = unsafe {
        let text = slice::from_raw_parts(text.cast::<u8>(), length);
        (
            &mut *context.cast::<Leaks>(),
            String::from_utf8_lossy(text).into_owned(),
        )
    };
    match kind {
        0 => leaks.objects.push(Objects {
            class: text,
            count,
            unfinished: extra,
        }),
        1 => leaks.memory = Some((count, extra)),
        _ => leaks.faults.push(text),
    }
}
