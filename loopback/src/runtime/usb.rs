//! An interface of a USB device, as a test plays it.

use std::{ffi::c_void, fmt, ptr, slice, sync::Arc};

use iigen_client::IoReturn;

use super::ffi_hardware as ffi;
use super::hardware::{Attached, Handle};
use super::machine::Machine;
use super::usb_pipe::UsbPipe;

/// What a transfer ends with at a stalled endpoint, and what a control request is answered with that
/// the device doesn't know (`kUSBHostReturnPipeStalled`).
pub const USB_PIPE_STALLED: IoReturn = IoReturn::USB_PIPE_STALLED;

/// A USB device with one interface that a driver can be started [on](super::Builder::on).
///
/// ```no_run
/// use std::time::Duration;
/// use iigen_loopback::{Loopback, UsbInterface};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let interface = UsbInterface::new().bulk_in(0x81, 512).bulk_out(0x02, 512);
/// let loopback = Loopback::builder().provider("StickDriver").on(interface).start()?;
/// loopback.usb_pipe(0x81).send(b"from the device");
/// let sent = loopback.usb_pipe(0x02).take(Duration::from_secs(1));
/// # drop(sent);
/// loopback.usb().unplug();
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct UsbInterface {
    endpoints: Vec<Endpoint>,
    vendor: u16,
    product: u16,
    number: u8,
    class: [u8; 3],
    speed: UsbSpeed,
    control: Option<Arc<Control>>,
}

#[derive(Clone, Copy, Debug)]
struct Endpoint {
    address: u8,
    attributes: u8,
    max_packet_size: u16,
    interval: u8,
}

/// Answers control requests.
type Control = dyn Fn(&ControlRequest<'_>) -> Result<Vec<u8>, IoReturn> + Send + Sync;

const BULK: u8 = 2;
const INTERRUPT: u8 = 3;
/// The bit of an address that says which way.
const IN: u8 = 0x80;

/// How fast a device is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum UsbSpeed {
    /// 12 Mbit/s.
    Full,
    /// 480 Mbit/s.
    #[default]
    High,
    /// 5 Gbit/s.
    Super,
}

/// A request to the device's control endpoint.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ControlRequest<'a> {
    /// `bmRequestType`; its top bit is set if the device is to send.
    pub request_type: u8,
    /// `bRequest`
    pub request: u8,
    /// `wValue`
    pub value: u16,
    /// `wIndex`
    pub index: u16,
    /// `wLength`: how much the device may send, or is sent.
    pub length: u16,
    /// What it is sent.
    pub data: &'a [u8],
}

impl UsbInterface {
    /// An interface without endpoints, of a device of high speed, number and class 0.
    pub fn new() -> Self {
        Self {
            endpoints: Vec::new(),
            vendor: 0,
            product: 0,
            number: 0,
            class: [0; 3],
            speed: UsbSpeed::default(),
            control: None,
        }
    }

    /// The device's vendor and product.
    pub fn ids(mut self, vendor: u16, product: u16) -> Self {
        self.vendor = vendor;
        self.product = product;
        self
    }

    /// The interface's number.
    pub fn number(mut self, number: u8) -> Self {
        self.number = number;
        self
    }

    /// The interface's class, subclass and protocol.
    pub fn class(mut self, class: u8, subclass: u8, protocol: u8) -> Self {
        self.class = [class, subclass, protocol];
        self
    }

    /// The device's speed.
    pub fn speed(mut self, speed: UsbSpeed) -> Self {
        self.speed = speed;
        self
    }

    /// A bulk endpoint from the device, by its address, 0x81 to 0x8f, and the size of its packets.
    pub fn bulk_in(self, address: u8, max_packet_size: u16) -> Self {
        self.endpoint(address, IN, BULK, max_packet_size)
    }

    /// A bulk endpoint to the device, by its address, 0x01 to 0x0f.
    pub fn bulk_out(self, address: u8, max_packet_size: u16) -> Self {
        self.endpoint(address, 0, BULK, max_packet_size)
    }

    /// An interrupt endpoint from the device.
    pub fn interrupt_in(self, address: u8, max_packet_size: u16) -> Self {
        self.endpoint(address, IN, INTERRUPT, max_packet_size)
    }

    /// An interrupt endpoint to the device.
    pub fn interrupt_out(self, address: u8, max_packet_size: u16) -> Self {
        self.endpoint(address, 0, INTERRUPT, max_packet_size)
    }

    /// Who answers control requests: with what goes to the host, of which there is none for a request
    /// that sends to the device, or with what the request fails with. Without, each is answered with
    /// [`USB_PIPE_STALLED`]. It is called on the driver's threads, several at once.
    pub fn on_control(
        mut self,
        answer: impl Fn(&ControlRequest<'_>) -> Result<Vec<u8>, IoReturn> + Send + Sync + 'static,
    ) -> Self {
        self.control = Some(Arc::new(answer));
        self
    }

    fn endpoint(mut self, address: u8, way: u8, attributes: u8, max_packet_size: u16) -> Self {
        // The wrong way, it is an endpoint that can't be: `make` says so.
        let address = if address & IN == way { address } else { 0 };
        self.endpoints.push(Endpoint {
            address,
            attributes,
            max_packet_size,
            interval: u8::from(attributes == INTERRUPT),
        });
        self
    }

    pub(super) fn make(&self) -> Result<Handle, String> {
        let [class, subclass, protocol] = self.class;
        let identity = ffi::UsbIdentity {
            vendor: self.vendor,
            product: self.product,
            interface_number: self.number,
            interface_class: class,
            interface_sub_class: subclass,
            interface_protocol: protocol,
            speed: match self.speed {
                UsbSpeed::Full => 1,
                UsbSpeed::High => 3,
                UsbSpeed::Super => 4,
            },
        };
        let control = self.control.as_ref().map(|control| ffi::UsbControl {
            context: Box::into_raw(Box::new(Arc::clone(control))).cast(),
            request,
            gone,
        });
        let control = control.as_ref().map_or(ptr::null(), ptr::from_ref);
        // SAFETY: both are read before the function returns; the functions take the context that goes
        // with them, until `gone` frees it.
        let handle = unsafe { Handle::new(ffi::lb_usb_new(&raw const identity, control)) };
        for endpoint in &self.endpoints {
            // SAFETY: the device is alive.
            let added = unsafe {
                ffi::lb_usb_endpoint(
                    handle.as_ptr(),
                    endpoint.address,
                    endpoint.attributes,
                    endpoint.max_packet_size,
                    endpoint.interval,
                )
            };
            if !added {
                return Err(
                    "an endpoint can't be: its address is taken, of the other direction or not \
                     one from 1 to 15, or its packets have no size"
                        .to_owned(),
                );
            }
        }
        Ok(handle)
    }
}

impl Default for UsbInterface {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for UsbInterface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UsbInterface")
            .field("endpoints", &self.endpoints)
            .field("vendor", &self.vendor)
            .field("product", &self.product)
            .field("number", &self.number)
            .field("class", &self.class)
            .field("speed", &self.speed)
            .field("control", &self.control.is_some())
            .finish()
    }
}

unsafe extern "C" fn request(
    context: *mut c_void,
    setup: *const ffi::UsbSetup,
    answer: ffi::Bytes,
    to: *mut c_void,
) -> i32 {
    // SAFETY: the runtime passes what it was given, until it says that it's gone, and a setup packet
    // with the data that its length counts, during the call.
    let (control, setup) = unsafe { (&**context.cast::<Arc<Control>>(), &*setup) };
    let data = if setup.data.is_null() {
        &[]
    } else {
        // SAFETY: as above.
        unsafe { slice::from_raw_parts(setup.data, setup.length.into()) }
    };
    let answered = control(&ControlRequest {
        request_type: setup.request_type,
        request: setup.request,
        value: setup.value,
        index: setup.index,
        length: setup.length,
        data,
    });
    match answered {
        Ok(bytes) => {
            // Only what is asked for goes to the host.
            if setup.request_type & IN != 0 {
                // SAFETY: the runtime takes the bytes before the function returns.
                unsafe { answer(to, bytes.as_ptr(), bytes.len()) };
            }
            0
        }
        Err(code) => code.0,
    }
}

unsafe extern "C" fn gone(context: *mut c_void) {
    // SAFETY: `UsbInterface::make` made it so, and the runtime says this once.
    drop(unsafe { Box::from_raw(context.cast::<Arc<Control>>()) });
}

/// A USB device that a driver is on, or was.
#[derive(Clone, Copy, Debug)]
pub struct Usb<'a> {
    machine: &'a Machine,
    attached: &'a Attached,
}

impl<'a> Usb<'a> {
    pub(super) fn new(machine: &'a Machine, attached: &'a Attached) -> Self {
        Self { machine, attached }
    }

    /// Whether a driver has the interface open.
    pub fn is_open(&self) -> bool {
        // SAFETY: the device is alive.
        unsafe { ffi::lb_usb_is_open(self.attached.handle.as_ptr()) }
    }

    /// The device's end of a pipe, by the address of its endpoint.
    ///
    /// # Panics
    ///
    /// If there is no such endpoint.
    pub fn pipe(&self, address: u8) -> UsbPipe<'a> {
        UsbPipe::new(&self.attached.handle, address)
    }

    /// Pulls the device out: transfers in flight end with `kIOReturnNotResponding`, calls are
    /// answered with `kIOReturnNotAttached`, and the driver is stopped when this returns.
    pub fn unplug(&self) {
        self.unplug_with(IoReturn::NOT_RESPONDING);
    }

    /// The same, with another code for the transfers in flight: hosts differ, and a driver has to
    /// take `kIOReturnAborted` and `kIOReturnNoDevice` as well.
    pub fn unplug_with(&self, status: IoReturn) {
        self.attached.unplug(self.machine, status);
    }
}
