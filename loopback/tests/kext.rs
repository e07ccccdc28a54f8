//! A kext, by the transport: what an app has of it, and what is left when one dies.
#![cfg(feature = "runtime")]

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::Duration;

use iigen_client::{
    Cache, Call, CompletionSink, IoReturn, NotificationSink, RawConnection, Service,
    StructureOutput, Transport,
};
use iigen_loopback::{Entitlements, Loopback, StartError, Victim};

#[link(
    name = "iigen_loopback_kext",
    kind = "static",
    modifiers = "+whole-archive"
)]
unsafe extern "C" {
    fn kext_begin();
    fn kext_end();
}

const NOT_PRIVILEGED: IoReturn = IoReturn(0xe000_02c1_u32 as i32);
const UNSUPPORTED: IoReturn = IoReturn(0xe000_02c7_u32 as i32);
const LONG: Duration = Duration::from_secs(10);

const MORE: u32 = 0;
const KEEP: u32 = 1;
const COMPLETE: u32 = 2;
const PRIVILEGE: u32 = 3;

/// The kext has one state for the process: the tests take turns.
struct Turn(#[expect(dead_code, reason = "held, not read")] MutexGuard<'static, ()>);

impl Turn {
    fn take() -> Self {
        static TURN: Mutex<()> = Mutex::new(());
        let guard = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: only the test whose turn it is runs it.
        unsafe { kext_begin() };
        Self(guard)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // SAFETY: as above; the loopback of the test is gone.
        unsafe { kext_end() };
    }
}

fn start() -> Loopback {
    Loopback::builder()
        .kext("ProbeDriver")
        .user_client("", "ProbeUserClient")
        .start()
        .expect("the kext starts")
}

fn open(app: &impl Transport) -> Result<RawConnection, IoReturn> {
    app.open(&Service::Class("ProbeDriver"), 0)
}

/// A call without structures.
fn call<'a>(selector: u32, input: &'a [u64], output: &'a mut [u64]) -> Call<'a> {
    Call {
        selector,
        scalar_input: input,
        structure_input: &[],
        scalar_output: output,
        structure_output: StructureOutput::none(),
    }
}

/// Hands on what it hears: the words of a completion, nothing for a notification.
struct Heard(Mutex<mpsc::Sender<Option<Vec<u64>>>>);

impl Heard {
    fn new() -> (Arc<Self>, mpsc::Receiver<Option<Vec<u64>>>) {
        let (sender, receiver) = mpsc::channel();
        (Arc::new(Self(Mutex::new(sender))), receiver)
    }

    fn hear(&self, what: Option<Vec<u64>>) {
        let sender = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Nobody may want to know.
        let _ = sender.send(what);
    }
}

impl CompletionSink for Heard {
    fn complete(&self, _: IoReturn, words: &[u64]) {
        self.hear(Some(words.to_vec()));
    }

    fn gone(&self) {
        self.hear(None);
    }
}

impl NotificationSink for Heard {
    fn notified(&self) {
        self.hear(Some(Vec::new()));
    }

    fn gone(&self) {
        self.hear(None);
    }
}

/// Everything that an app does with the kext; stops where something fails, as it does when the app has
/// been killed.
fn use_it(app: &impl Transport) -> Result<(), IoReturn> {
    let connection = open(app)?;
    let mut more = [0];
    app.call(connection, call(MORE, &[41], &mut more))?;
    assert_eq!(more, [42]);

    let mapping = app.map(connection, 0, Cache::Default)?;
    assert_eq!(mapping.size, 4096);

    let (completions, completed) = Heard::new();
    let (notifications, notified) = Heard::new();
    app.call_async(connection, call(KEEP, &[], &mut []), completions)?;
    app.set_notification_port(connection, 0, Some(notifications))?;
    app.call(connection, call(COMPLETE, &[7], &mut []))?;
    let message = completed.recv_timeout(LONG).expect("it's told");
    let told = notified.recv_timeout(LONG).expect("it's told");
    if let (Some(words), Some(_)) = (message, told) {
        assert_eq!(words, [7]);
    }
    app.set_notification_port(connection, 0, None)?;

    // SAFETY: nothing uses the memory.
    unsafe { app.unmap(connection, 0, mapping) }?;
    // SAFETY: as above.
    unsafe { app.close(connection) }
}

#[test]
fn an_app_uses_a_kext() {
    let _turn = Turn::take();
    let loopback = start();
    use_it(&loopback).expect("nothing fails");
    use_it(&loopback.client()).expect("nothing fails for another app");
    loopback.finish().expect("nothing is left");
}

#[test]
fn an_app_can_die_at_every_message() {
    let _turn = Turn::take();
    let loopback = start();
    use_it(&loopback).expect("nothing fails");
    let crossings = loopback.crossings();
    loopback.finish().expect("nothing is left");
    assert!(crossings > 15, "each part was passed: {crossings}");
    for crossing in 1..=crossings {
        let loopback = start();
        loopback.kill_at(crossing, Victim::Client);
        let app = loopback.client();
        // It fails, unless nobody waited for the last message.
        let _ = use_it(&app);
        drop(app);
        loopback
            .finish()
            .unwrap_or_else(|leaks| panic!("killed at {crossing} of {crossings}: {leaks}"));
    }
}

#[test]
fn an_administrator_has_the_privilege() {
    let _turn = Turn::take();
    let loopback = start();
    let connection = open(&loopback).expect("it opens");
    let denied = loopback.call(connection, call(PRIVILEGE, &[], &mut []));
    assert_eq!(denied, Err(NOT_PRIVILEGED));
    let root = loopback.client_with(&Entitlements::new().as_root());
    let connection = open(&root).expect("it opens");
    root.call(connection, call(PRIVILEGE, &[], &mut []))
        .expect("it is allowed");
}

#[test]
#[should_panic(expected = "the kext ProbeDriver can't crash without the kernel")]
fn a_kext_does_not_crash() {
    let _turn = Turn::take();
    start().crash_driver();
}

#[test]
#[should_panic(expected = "the kext ProbeDriver can't crash without the kernel")]
fn a_kext_is_not_killed() {
    let _turn = Turn::take();
    start().kill_at(1, Victim::Driver);
}

#[test]
fn what_does_not_start_is_said() {
    let _turn = Turn::take();
    let unknown = Loopback::builder().kext("Nothing").start();
    let expected = StartError::Start {
        class: "Nothing".to_owned(),
        code: UNSUPPORTED,
    };
    assert_eq!(unknown.err(), Some(expected));
    // Of a dext there is one only.
    let stray = Loopback::builder().provider("ProbeDriver").of("x").start();
    let expected = StartError::NoProvider {
        property: "x".to_owned(),
    };
    assert_eq!(stray.err(), Some(expected));
}
