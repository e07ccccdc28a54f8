//! A USB interface that a test plays.
#![cfg(feature = "runtime")]

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use iigen_client::{IoReturn, Service, Transport};
use iigen_loopback::{Loopback, USB_PIPE_STALLED, UsbInterface, UsbSpeed};

#[link(
    name = "iigen_loopback_device",
    kind = "static",
    modifiers = "+whole-archive"
)]
unsafe extern "C" {
    fn device_begin_usb();
    fn device_transfer(address: u8, tag: u64, bytes: *const u8, length: u32) -> i32;
    fn device_transfer_within(address: u8, tag: u64, length: u32, milliseconds: u32) -> i32;
    fn device_done(count: usize, tag: *mut u64, status: *mut i32, bytes: *mut u32) -> usize;
    fn device_buffer(tag: u64, to: *mut u8, length: usize);
    fn device_clear_stall(address: u8) -> i32;
    fn device_request(
        request_type: u8,
        request: u8,
        value: u16,
        bytes: *mut u8,
        length: u16,
        transferred: *mut u16,
    ) -> i32;
}

const IN: u8 = 0x81;
const OUT: u8 = 0x02;
const SUCCESS: i32 = 0;
const ABORTED: IoReturn = IoReturn(0xe000_02eb_u32 as i32);
const NOT_RESPONDING: i32 = 0xe000_02ed_u32 as i32;
const TIMEOUT: i32 = 0xe000_02d6_u32 as i32;
const OVERRUN: i32 = 0xe000_02e8_u32 as i32;
const SOON: Duration = Duration::from_secs(20);
const NOW: Duration = Duration::ZERO;

/// The driver has one state for the process: the tests take turns.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    let guard = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    // SAFETY: only the test whose turn it is runs the driver.
    unsafe { device_begin_usb() };
    guard
}

fn interface() -> UsbInterface {
    UsbInterface::new()
        .ids(0x1234, 0x5678)
        .class(0xff, 0, 0)
        .number(1)
        .speed(UsbSpeed::High)
        .bulk_in(IN, 512)
        .bulk_out(OUT, 512)
}

fn start(interface: UsbInterface) -> Loopback {
    Loopback::builder()
        .provider("DeviceDriver")
        .on(interface)
        .start()
        .expect("the driver starts")
}

/// Has the driver ask for an IN transfer.
fn read(tag: u64, length: usize) -> i32 {
    write_to(IN, tag, &vec![0; length])
}

/// Has the driver ask for an OUT transfer.
fn write(tag: u64, bytes: &[u8]) -> i32 {
    write_to(OUT, tag, bytes)
}

fn write_to(address: u8, tag: u64, bytes: &[u8]) -> i32 {
    // SAFETY: the test whose turn it is has a driver, which copies the bytes.
    unsafe { device_transfer(address, tag, bytes.as_ptr(), bytes.len() as u32) }
}

/// The transfer that was over as the `count`th: its tag, its status, how many bytes.
fn done(count: usize) -> (u64, i32, u32) {
    let (mut tag, mut status, mut bytes) = (0, 0, 0);
    // SAFETY: what comes back has places.
    let over = unsafe { device_done(count, &mut tag, &mut status, &mut bytes) };
    assert!(over >= count, "only {over} of {count} transfers are over");
    (tag, status, bytes)
}

/// What a transfer's buffer holds.
fn buffer(tag: u64, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    // SAFETY: the bytes have a place.
    unsafe { device_buffer(tag, bytes.as_mut_ptr(), length) };
    bytes
}

#[test]
fn messages_arrive_whole() {
    let _turn = turn();
    let loopback = start(interface());
    assert!(loopback.usb().is_open());
    let pipe = loopback.usb_pipe(IN);
    for tag in 0..3 {
        assert_eq!(read(tag, 2048), SUCCESS);
    }
    assert!(pipe.wait_in_flight(3, SOON));
    pipe.send(b"short");
    // Two whole packets, and the empty one that ends them.
    pipe.send(&[7; 1024]);
    assert_eq!(done(1), (0, SUCCESS, 5));
    assert_eq!(done(2), (1, SUCCESS, 1024));
    assert_eq!(buffer(0, 6), b"short\0");
    // Nothing ends here but by more bytes.
    pipe.stream(&[8; 512]);
    assert_eq!(pipe.in_flight(), 1);
    pipe.stream(b"end");
    assert_eq!(done(3), (2, SUCCESS, 515));
    // What is sent before it is asked for waits.
    pipe.send(b"");
    pipe.send(&[9; 600]);
    assert_eq!(read(3, 512), SUCCESS);
    assert_eq!(done(4), (3, SUCCESS, 0));
    assert_eq!(read(4, 512), SUCCESS);
    assert_eq!(done(5), (4, SUCCESS, 512));
    // The rest of the message is a packet of 88 bytes, for which there is no room.
    assert_eq!(read(5, 80), SUCCESS);
    assert_eq!(done(6), (5, OVERRUN, 80));
    assert!(pipe.is_halted());
    loopback.finish().expect("nothing leaks");
}

#[test]
fn what_the_driver_sends_is_taken() {
    let _turn = turn();
    let loopback = start(interface());
    let pipe = loopback.usb_of("DeviceDriver").pipe(OUT);
    assert_eq!(pipe.take(NOW), None);
    assert_eq!(write(1, b"one"), SUCCESS);
    assert_eq!(write(2, b""), SUCCESS);
    assert_eq!(pipe.take(SOON).as_deref(), Some(&b"one"[..]));
    assert_eq!(pipe.take(SOON).as_deref(), Some(&b""[..]));
    std::thread::scope(|scope| {
        let taken = scope.spawn(|| pipe.take(SOON));
        assert_eq!(write(3, &[3; 2000]), SUCCESS);
        let taken = taken.join().expect("it takes");
        assert_eq!(taken.expect("it came").len(), 2000);
    });
    loopback.finish().expect("nothing leaks");
}

#[test]
fn held_transfers_end_in_order_when_they_are_released() {
    let _turn = turn();
    let loopback = start(interface());
    let pipe = loopback.usb_pipe(OUT);
    pipe.hold();
    for tag in 0..64 {
        assert_eq!(write(tag, &[tag as u8]), SUCCESS);
    }
    assert_eq!((pipe.in_flight(), pipe.take(NOW)), (64, None));
    pipe.release(2);
    assert_eq!(done(2), (1, SUCCESS, 1));
    assert_eq!(pipe.in_flight(), 62);
    pipe.resume();
    for tag in 0..64 {
        assert_eq!(done(tag + 1), (tag as u64, SUCCESS, 1));
        assert_eq!(pipe.take(NOW), Some(vec![tag as u8]));
    }
    loopback.finish().expect("nothing leaks");
}

#[test]
fn a_stall_lasts_until_it_is_cleared() {
    let _turn = turn();
    let loopback = start(interface());
    let pipe = loopback.usb_pipe(IN);
    assert_eq!(read(0, 512), SUCCESS);
    pipe.stall();
    assert_eq!(done(1), (0, USB_PIPE_STALLED.0, 0));
    assert!(pipe.is_halted());
    assert_eq!(read(1, 512), USB_PIPE_STALLED.0);
    // SAFETY: this test's driver runs.
    assert_eq!(unsafe { device_clear_stall(IN) }, SUCCESS);
    assert_eq!(read(2, 512), SUCCESS);
    pipe.send(b"again");
    assert_eq!(done(2), (2, SUCCESS, 5));
    loopback.finish().expect("nothing leaks");
}

#[test]
fn timeouts_pass_in_virtual_time() {
    let _turn = turn();
    let loopback = Loopback::builder()
        .virtual_time()
        .provider("DeviceDriver")
        .on(interface())
        .start()
        .expect("the driver starts");
    // SAFETY: this test's driver runs.
    let asked = unsafe { device_transfer_within(IN, 7, 512, 60_000) };
    assert_eq!(asked, SUCCESS);
    let pipe = loopback.usb_pipe(IN);
    loopback.advance(Duration::from_millis(59_999));
    assert_eq!(pipe.in_flight(), 1);
    loopback.advance(Duration::from_millis(1));
    assert_eq!(done(1), (7, TIMEOUT, 0));
    assert!(!pipe.is_halted());
    loopback.finish().expect("nothing leaks");
}

#[test]
fn an_unplugged_device_ends_its_driver() {
    let _turn = turn();
    for (code, expected) in [(None, NOT_RESPONDING), (Some(ABORTED), ABORTED.0)] {
        // SAFETY: this test has its turn; the driver before is gone.
        unsafe { device_begin_usb() };
        let loopback = start(interface());
        loopback
            .open(&Service::Class("DeviceDriver"), 0)
            .expect("it opens");
        for tag in 0..4 {
            assert_eq!(read(tag, 512), SUCCESS);
        }
        match code {
            None => loopback.usb().unplug(),
            Some(code) => loopback.usb().unplug_with(code),
        }
        for tag in 0..4 {
            assert_eq!(done(tag + 1), (tag as u64, expected, 0));
        }
        assert!(!loopback.usb().is_open());
        assert_eq!(loopback.usb_pipe(IN).in_flight(), 0);
        loopback
            .open(&Service::Class("DeviceDriver"), 0)
            .expect_err("nobody is there");
        loopback.finish().expect("nothing leaks");
    }
}

#[test]
fn control_requests_are_answered() {
    let _turn = turn();
    let written = Arc::new(Mutex::new(Vec::<u8>::new()));
    let keeps = Arc::clone(&written);
    let loopback = start(interface().on_control(move |request| {
        match (request.request_type, request.request) {
            (0xc0, 1) => Ok(request.value.to_le_bytes().to_vec()),
            (0x40, 2) => {
                keeps.lock().expect("it locks").extend(request.data);
                Ok(Vec::new())
            }
            _ => Err(USB_PIPE_STALLED),
        }
    }));
    let request = |request_type, request, value, bytes: &mut [u8]| {
        let mut transferred = 0;
        // SAFETY: the bytes and the count have places.
        let code = unsafe {
            device_request(
                request_type,
                request,
                value,
                bytes.as_mut_ptr(),
                bytes.len() as u16,
                &mut transferred,
            )
        };
        (code, transferred)
    };
    let mut bytes = [0; 4];
    assert_eq!(request(0xc0, 1, 0x0201, &mut bytes), (SUCCESS, 2));
    assert_eq!(bytes, [1, 2, 0, 0]);
    assert_eq!(request(0x40, 2, 0, &mut [5, 6]), (SUCCESS, 2));
    assert_eq!(*written.lock().expect("it locks"), [5, 6]);
    assert_eq!(request(0x40, 3, 0, &mut [0]), (USB_PIPE_STALLED.0, 0));
    loopback.finish().expect("nothing leaks");
    assert_eq!(Arc::strong_count(&written), 1);
}

#[test]
fn what_cannot_be_says_why() {
    let _turn = turn();
    for bad in [
        interface().bulk_in(IN, 512),
        interface().bulk_in(0x05, 512),
        interface().interrupt_out(0x85, 8),
        interface().interrupt_in(0x80, 8),
        interface().bulk_out(0x03, 0),
    ] {
        let started = Loopback::builder().provider("DeviceDriver").on(bad).start();
        assert_eq!(
            started.expect_err("there is no such device").to_string(),
            "DeviceDriver has no device to drive: an endpoint can't be: its address is taken, of \
             the other direction or not one from 1 to 15, or its packets have no size"
        );
    }
}
