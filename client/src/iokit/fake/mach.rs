//! Mach, as it's played.

use std::collections::VecDeque;
use std::ffi::c_void;
use std::slice;

use super::{Fake, Kind, RUBBISH, World};
use crate::IoReturn;
use crate::iokit::functions::{Code, Mach, Port};
use crate::iokit::message::Message;

/// A receive right.
#[derive(Default)]
pub(super) struct Receive {
    pub(super) messages: VecDeque<Vec<u8>>,
    /// How many of them may wait; the kernel's own may in any case.
    limit: usize,
    /// How many send rights there are.
    pub(super) senders: usize,
    /// It was asked to be told when there are none any more.
    no_senders: bool,
}

impl World {
    pub(super) fn receive_right(&mut self, port: Port) -> &mut Receive {
        match self.ports.get_mut(&port) {
            Some(Kind::Receive(receive)) => receive,
            _ => panic!("{port:#x} isn't a receive right"),
        }
    }

    /// A send right is given back. It is a dead name, if nobody receives any more.
    pub(super) fn let_go(&mut self, port: Port) {
        let Some(Kind::Receive(receive)) = self.ports.get_mut(&port) else {
            return;
        };
        receive.senders -= 1;
        if receive.senders == 0 && std::mem::take(&mut receive.no_senders) {
            receive.messages.push_back(no_senders());
        }
    }
}

impl Fake {
    /// The driver completes a call. Its right is a dead name, if nobody receives any more.
    pub(in crate::iokit) fn complete(&self, wake: Port, status: IoReturn, words: &[u64]) {
        self.send(wake, completion(status, words));
    }

    /// A message comes.
    pub(in crate::iokit) fn send(&self, wake: Port, message: Vec<u8>) {
        if let Some(Kind::Receive(receive)) = self.world().ports.get_mut(&wake)
            && receive.messages.len() < receive.limit
        {
            receive.messages.push_back(message);
        }
    }

    /// The driver lets a port go.
    pub(in crate::iokit) fn let_go(&self, wake: Port) {
        let mut world = self.world();
        world.notified.retain(|_, port| *port != wake);
        world.let_go(wake);
    }
}

/// The message of a completion, as `IOUserClient::_sendAsyncResult64` makes it.
pub(in crate::iokit) fn completion(status: IoReturn, words: &[u64]) -> Vec<u8> {
    let mut message = vec![0; 104 + 8 * words.len()];
    let size = message.len() as u32;
    put(&mut message, 4, size);
    put(&mut message, 20, 53);
    put(&mut message, 24, 4 + 8 * words.len() as u32);
    put(&mut message, 28, 150);
    put(&mut message, 96, status.0 as u32);
    for (index, word) in words.iter().enumerate() {
        let at = 100 + 8 * index;
        message[at..at + 8].copy_from_slice(&word.to_ne_bytes());
    }
    message
}

/// The message of a queue, as `IODataQueue::setNotificationPort` makes it.
pub(in crate::iokit) fn data_available() -> Vec<u8> {
    let mut message = vec![0; 24];
    put(&mut message, 4, 24);
    message
}

/// The message that nobody can send any more.
pub(in crate::iokit) fn no_senders() -> Vec<u8> {
    let mut message = vec![0; 36];
    put(&mut message, 4, 36);
    put(&mut message, 20, 70);
    message
}

/// Writes a field of a message.
pub(in crate::iokit) fn put(message: &mut [u8], at: usize, number: u32) {
    message[at..at + 4].copy_from_slice(&number.to_ne_bytes());
}

// SAFETY: they do what is seen of the functions.
unsafe impl Mach for Fake {
    fn port_construct(&self, messages: u32, port: &mut Port) -> Code {
        let mut world = self.world();
        if let Some(code) = world.faults.fails("mach_port_construct") {
            *port = RUBBISH;
            return code;
        }
        *port = world.port(Kind::Receive(Receive {
            limit: messages as usize,
            ..Receive::default()
        }));
        0
    }

    unsafe fn port_destruct(&self, port: Port) {
        let mut world = self.world();
        world.receive_right(port);
        let mut sources = world.sources.values();
        assert!(
            !sources.any(|it| it.reads(port)),
            "a source still reads {port:#x}"
        );
        world.ports.remove(&port);
    }

    fn request_no_senders(&self, port: Port) -> Code {
        let mut world = self.world();
        if let Some(code) = world.faults.fails("mach_port_request_notification") {
            return code;
        }
        world.receive_right(port).no_senders = true;
        0
    }

    fn receive(&self, port: Port, message: &mut Message) -> Code {
        let mut world = self.world();
        let fails = world.faults.fails("mach_msg");
        let next = world.receive_right(port).messages.pop_front();
        let Some(next) = next else {
            return fails.unwrap_or(IoReturn::MACH_RCV_TIMED_OUT.0);
        };
        if let Some(code) = fails {
            return code;
        }
        if next.len() > Message::capacity() {
            return IoReturn::MACH_RCV_TOO_LARGE.0;
        }
        // SAFETY: there is that much room, and nobody else has it.
        let room = unsafe { slice::from_raw_parts_mut(message.as_mut_ptr(), Message::capacity()) };
        // What was there before, or what is behind it, isn't the message's.
        room.fill(0xa5);
        room[..next.len()].copy_from_slice(&next);
        0
    }

    unsafe fn message_destroy(&self, message: &mut Message) {
        // None has rights or memory here; what it said isn't there any more.
        // SAFETY: there is that much room, and nobody else has it.
        let room = unsafe { slice::from_raw_parts_mut(message.as_mut_ptr(), Message::capacity()) };
        room.fill(0x5a);
    }

    unsafe fn vm_deallocate(&self, address: *mut c_void, size: usize) {
        let memory = self.world().allocations.remove(&address.addr());
        let memory = memory.expect("memory that is allocated");
        assert_eq!(memory.len(), size.div_ceil(8));
    }
}
