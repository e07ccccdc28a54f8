//! Who may have died, and what is to be seen of it.

use std::sync::atomic::{AtomicBool, Ordering};

use iigen_client::{Error, ErrorKind, IoReturn};
use iigen_loopback::Victim;

/// `MIG_SERVER_DIED`: the driver's process died during the call.
const SERVER_DIED: IoReturn = IoReturn(-308);
/// `MACH_SEND_INVALID_DEST`: the app's rights went with its task.
const INVALID_DEST: IoReturn = IoReturn(0x1000_0003);

/// What an app asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    Open,
    Call,
    Map,
    /// The answer that comes later.
    Later,
}

/// What a point knows of a death.
pub(crate) struct Fate {
    victim: Victim,
    /// An answer has shown it, or it was done by hand: from now on nothing succeeds.
    seen: AtomicBool,
}

impl Fate {
    pub(crate) fn new(victim: Victim) -> Self {
        let seen = AtomicBool::new(false);
        Self { victim, seen }
    }

    /// Somebody is dead.
    pub(crate) fn see(&self) {
        self.seen.store(true, Ordering::SeqCst);
    }

    pub(crate) fn seen(&self) -> bool {
        self.seen.load(Ordering::SeqCst)
    }

    /// Does what crosses between the app and the driver.
    ///
    /// It fails for the reason that somebody has died, or not at all, and the dead don't answer.
    pub(crate) fn ask<T>(
        &self,
        asked: Asked,
        what: impl FnOnce() -> Result<T, Error>,
    ) -> Option<T> {
        let before = self.seen();
        match what() {
            Ok(answer) => {
                assert!(!before, "an answer from or to the dead");
                Some(answer)
            }
            Err(error) => {
                self.died_of(asked, error);
                None
            }
        }
    }

    /// An answer that was sent arrives, unless the app has died.
    pub(crate) fn arrives<T>(&self, sent: bool, answer: Result<T, Error>) -> Option<T> {
        match answer {
            Ok(answer) => Some(answer),
            Err(error) => {
                let lost = sent && self.victim == Victim::Driver;
                assert!(!lost, "what was sent before the driver died: {error}");
                self.died_of(Asked::Later, error);
                None
            }
        }
    }

    /// That this error is one of a death.
    pub(crate) fn died_of(&self, asked: Asked, error: Error) {
        let expected = match (error.kind(), asked, self.victim) {
            (ErrorKind::Gone, Asked::Later, _) => true,
            // What an app sees of any failed map (xnu, is_io_connect_map_memory_into_task).
            (ErrorKind::Call(code), Asked::Map, victim) => {
                code == IoReturn::BAD_ARGUMENT || victim == Victim::Client && code == INVALID_DEST
            }
            (ErrorKind::NoService(_), Asked::Open, Victim::Driver) => true,
            (ErrorKind::Call(code), Asked::Open, Victim::Driver) => code == SERVER_DIED,
            (ErrorKind::Call(code), Asked::Call, Victim::Driver) => {
                [SERVER_DIED, IoReturn::OFFLINE].contains(&code)
            }
            (ErrorKind::Call(code), Asked::Open | Asked::Call, Victim::Client) => {
                code == INVALID_DEST
            }
            _ => false,
        };
        assert!(expected, "{error}, and {:?} is to die", self.victim);
        self.see();
    }
}
