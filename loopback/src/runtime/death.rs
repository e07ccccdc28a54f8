//! The death of either side, at any point.

use super::Loopback;

/// Who dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Victim {
    /// The process of the drivers; all of them.
    Driver,
    /// The app on whose behalf the message passes.
    Client,
}

impl Loopback {
    /// The process of the drivers dies, perhaps in the middle of a call. Calls that run answer
    /// `MIG_SERVER_DIED`, later ones `kIOReturnOffline`; nothing can be opened; completions that were
    /// sent arrive, and are gone then. What apps have mapped stays, and what the drivers held is no
    /// leak.
    ///
    /// A handler that runs at that moment runs on to its end, and nobody hears of it.
    ///
    /// # Panics
    ///
    /// If a kext runs, which can't crash without the kernel.
    pub fn crash_driver(&self) {
        self.can_crash();
        self.machine().crash();
    }

    /// So many messages from now (1: the next), between whatever parts, somebody dies: a message is
    /// each way of an open, a call, a map, an unmap; the sending of a completion and its arrival; a
    /// close.
    ///
    /// Run a test once, see how many [`crossings`](Self::crossings) there were, then let it die at
    /// each.
    ///
    /// # Panics
    ///
    /// If the driver is to die, and a kext runs.
    pub fn kill_at(&self, crossing: u64, victim: Victim) {
        if victim == Victim::Driver {
            self.can_crash();
        }
        self.machine().kill_at(crossing, victim == Victim::Client);
    }

    fn can_crash(&self) {
        if let Some(kext) = &self.kext {
            panic!("the kext {kext} can't crash without the kernel, and the app with it");
        }
    }

    /// How many messages have passed.
    pub fn crossings(&self) -> u64 {
        self.machine().crossings()
    }
}
