//! Functions that are made to fail.

use super::Fake;
use crate::IoReturn;
use crate::iokit::functions::Code;

/// The functions that were called and can fail, and the one that does.
#[derive(Default)]
pub(super) struct Faults {
    called: Vec<&'static str>,
    at: Option<(usize, IoReturn)>,
}

/// What something else does while the transport works.
pub(super) type Meanwhile = Box<dyn FnOnce(&Fake) + Send>;

impl Faults {
    /// The function is called; what it has to fail with, if it's the one.
    pub(super) fn fails(&mut self, function: &'static str) -> Option<Code> {
        let index = self.called.len();
        self.called.push(function);
        self.at
            .filter(|(at, _)| *at == index)
            .map(|(_, code)| code.0)
    }
}

impl Fake {
    /// Makes the call of this index fail with a code; one that returns no codes just fails.
    pub(in crate::iokit) fn fail(&self, index: usize, code: IoReturn) {
        self.world().faults.at = Some((index, code));
    }

    /// Makes the next call that can fail do so.
    pub(in crate::iokit) fn fail_next(&self, code: IoReturn) {
        let index = self.world().faults.called.len();
        self.fail(index, code);
    }

    /// Has something done just before the call of this index, if that is one that reads services.
    pub(in crate::iokit) fn meanwhile(
        &self,
        index: usize,
        work: impl FnOnce(&Fake) + Send + 'static,
    ) {
        self.world().meanwhile = Some((index, Box::new(work)));
    }

    /// Does what is to be done before the call that comes.
    pub(super) fn do_meanwhile(&self) {
        let mut world = self.world();
        let index = world.faults.called.len();
        if let Some((_, work)) = world.meanwhile.take_if(|it| it.0 == index) {
            drop(world);
            work(self);
        }
    }

    /// Whether it's this function that was made to fail, and did.
    pub(in crate::iokit) fn has_failed(&self, function: &str) -> bool {
        let faults = &self.world().faults;
        let failed = faults.at.and_then(|(at, _)| faults.called.get(at));
        failed.is_some_and(|it| *it == function)
    }

    /// The functions that were called and can fail, in their order.
    pub(in crate::iokit) fn called(&self) -> Vec<&'static str> {
        self.world().faults.called.clone()
    }
}

/// What a function may fail with. One that returns no code has one that nobody sees.
pub(in crate::iokit) fn codes(function: &str) -> &'static [IoReturn] {
    use IoReturn as Io;
    match function {
        "IOServiceGetMatchingServices" | "IOServiceAddMatchingNotification" => {
            &[Io::UNSUPPORTED, Io::NO_MEMORY, Io::MIG_BAD_ARGUMENTS]
        }
        "IORegistryEntryGetRegistryEntryID" => &[Io::BAD_ARGUMENT, Io::MACH_SEND_INVALID_DEST],
        "IOServiceOpen" => &[
            Io::NOT_PERMITTED,
            Io::UNSUPPORTED,
            Io::EXCLUSIVE_ACCESS,
            Io::MIG_SERVER_DIED,
            Io::MACH_SEND_INVALID_DEST,
        ],
        "IOServiceClose" => &[Io::BAD_ARGUMENT, Io::MACH_SEND_INVALID_DEST],
        "IOConnectCallMethod" | "IOConnectCallAsyncMethod" => &[
            Io::BAD_ARGUMENT,
            Io::NO_DEVICE,
            Io::MIG_ARRAY_TOO_LARGE,
            Io::MIG_SERVER_DIED,
            Io::MACH_SEND_INVALID_DEST,
        ],
        "IOConnectSetNotificationPort" => &[
            Io::UNSUPPORTED,
            Io::BAD_ARGUMENT,
            Io::MACH_SEND_INVALID_DEST,
        ],
        "IOConnectMapMemory64" => &[Io::BAD_ARGUMENT, Io::KERN_NO_SPACE],
        "IOConnectUnmapMemory64" => &[Io::BAD_ARGUMENT, Io::OFFLINE],
        "mach_port_construct" => &[Io::KERN_NO_SPACE, Io::KERN_RESOURCE_SHORTAGE],
        "mach_port_request_notification" => {
            &[Io::KERN_RESOURCE_SHORTAGE, Io::KERN_INVALID_CAPABILITY]
        }
        "mach_msg" => &[
            Io::MACH_RCV_TOO_LARGE,
            Io::MACH_RCV_INTERRUPTED,
            Io::MACH_RCV_BODY_ERROR,
            Io::MACH_RCV_PORT_DIED,
        ],
        "CFStringCreateWithBytes"
        | "CFNumberCreate"
        | "CFDictionaryCreate"
        | "IOIteratorNext"
        | "IOIteratorIsValid"
        | "IONotificationPortCreate"
        | "dispatch_source_create" => &[Io::ERROR],
        _ => panic!("{function} has no codes"),
    }
}
