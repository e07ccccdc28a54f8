//! The device's end of a pipe.

use std::{ffi::c_void, slice, time::Duration};

use super::ffi_hardware as ffi;
use super::hardware::Handle;

/// The device's end of a pipe: what the test does to it, and what it sees of the driver's transfers.
///
/// Packets are played as they are on the bus. An IN transfer ends when its memory is full, or with a
/// packet shorter than the endpoint's size; one that doesn't fit is an overrun.
#[derive(Clone, Copy, Debug)]
pub struct UsbPipe<'a> {
    handle: &'a Handle,
    address: u8,
}

impl<'a> UsbPipe<'a> {
    pub(super) fn new(handle: &'a Handle, address: u8) -> Self {
        // SAFETY: the device is alive.
        let there = unsafe { ffi::lb_usb_has(handle.as_ptr(), address) };
        assert!(there, "the interface has no endpoint 0x{address:02x}");
        Self { handle, address }
    }

    fn raw(&self) -> *const ffi::Hardware {
        self.handle.as_ptr()
    }

    fn is_in(&self) -> bool {
        self.address & 0x80 != 0
    }

    /// Sends a message to the host: its packets, of which the last one is a short one, an empty one
    /// if need be. It waits for transfers if there are none.
    ///
    /// # Panics
    ///
    /// If the endpoint is OUT.
    pub fn send(&self, message: &[u8]) {
        self.send_packets(message, true);
    }

    /// Sends bytes that more will follow: a transfer with more room than they fill goes on waiting if
    /// they are whole packets.
    ///
    /// # Panics
    ///
    /// If the endpoint is OUT.
    pub fn stream(&self, bytes: &[u8]) {
        self.send_packets(bytes, false);
    }

    fn send_packets(&self, bytes: &[u8], end: bool) {
        assert!(
            self.is_in(),
            "endpoint 0x{:02x} is OUT: the device can't send",
            self.address
        );
        // SAFETY: the device and the endpoint are there; the bytes are read before the function
        // returns.
        unsafe { ffi::lb_usb_send(self.raw(), self.address, bytes.as_ptr(), bytes.len(), end) };
    }

    /// What the next OUT transfer brought, the oldest one first; `None` if none has come in that
    /// time.
    ///
    /// # Panics
    ///
    /// If the endpoint is IN.
    pub fn take(&self, timeout: Duration) -> Option<Vec<u8>> {
        assert!(
            !self.is_in(),
            "endpoint 0x{:02x} is IN: nothing comes to the device",
            self.address
        );
        let mut bytes = Vec::new();
        // SAFETY: the device and the endpoint are there; `append` expects a vector, which nothing
        // else uses during the call.
        let came = unsafe {
            ffi::lb_usb_take(
                self.raw(),
                self.address,
                milliseconds(timeout),
                append,
                (&raw mut bytes).cast(),
            )
        };
        came.then_some(bytes)
    }

    /// Stalls: what was sent before still arrives, then the transfer that comes next ends with
    /// [`USB_PIPE_STALLED`](super::USB_PIPE_STALLED), and until the driver's `ClearStall` so is each
    /// new one refused.
    pub fn stall(&self) {
        // SAFETY: the device and the endpoint are there.
        unsafe { ffi::lb_usb_stall(self.raw(), self.address) };
    }

    /// Whether the host's end is halted, by a stall or an overrun.
    pub fn is_halted(&self) -> bool {
        // SAFETY: as above.
        unsafe { ffi::lb_usb_is_halted(self.raw(), self.address) }
    }

    /// Lets transfers wait from now on, as a device does that isn't ready.
    pub fn hold(&self) {
        // SAFETY: as above.
        unsafe { ffi::lb_usb_hold(self.raw(), self.address) };
    }

    /// Lets so many of the held transfers go on to their end.
    pub fn release(&self, count: usize) {
        // SAFETY: as above.
        unsafe { ffi::lb_usb_release(self.raw(), self.address, count) };
    }

    /// Ends [`hold`](Self::hold).
    pub fn resume(&self) {
        // SAFETY: as above.
        unsafe { ffi::lb_usb_resume(self.raw(), self.address) };
    }

    /// How many transfers the driver waits for.
    pub fn in_flight(&self) -> usize {
        // SAFETY: as above.
        unsafe { ffi::lb_usb_in_flight(self.raw(), self.address) }
    }

    /// Waits until the driver waits for so many; false if it doesn't in that time.
    pub fn wait_in_flight(&self, count: usize, timeout: Duration) -> bool {
        // SAFETY: as above.
        unsafe {
            ffi::lb_usb_wait_in_flight(self.raw(), self.address, count, milliseconds(timeout))
        }
    }
}

/// At most a day, so that no clock overflows.
fn milliseconds(timeout: Duration) -> u64 {
    const DAY: u128 = 24 * 60 * 60 * 1000;
    u64::try_from(timeout.as_millis().min(DAY)).unwrap_or(u64::MAX)
}

/// Takes bytes; `context` is a `Vec<u8>`.
unsafe extern "C" fn append(context: *mut c_void, bytes: *const u8, length: usize) {
    if length == 0 {
        return;
    }
    // SAFETY: `UsbPipe::take` gave the vector, which nothing else uses during the call, and the
    // runtime gives bytes of that length.
    unsafe {
        let to = &mut *context.cast::<Vec<u8>>();
        to.extend_from_slice(slice::from_raw_parts(bytes, length));
    }
}
