//! The transport, with a driver that mirrors what it gets.
#![cfg(feature = "runtime")]

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};

use iigen_client::{
    Cache, Call, CompletionSink, IoReturn, RawConnection, RawMapping, Returned, Service,
    StructureOutput, Transport,
};
use iigen_loopback::{Entitlements, Loopback, StartError, Victim};

#[link(
    name = "iigen_loopback_probe",
    kind = "static",
    modifiers = "+whole-archive"
)]
unsafe extern "C" {
    fn probe_begin();
    fn probe_end();
}

const BAD_ARGUMENT: IoReturn = code(0xe000_02c2);
const NOT_READY: IoReturn = code(0xe000_02d8);
const NOT_FOUND: IoReturn = code(0xe000_02f0);
const NOT_PERMITTED: IoReturn = code(0xe000_02e2);
const OFFLINE: IoReturn = code(0xe000_02d7);
const SERVER_DIED: IoReturn = IoReturn(-308);
const INVALID_DEST: IoReturn = code(0x1000_0003);

/// Completes once with none of the words, once with the first, and so on.
const COMPLETE: u32 = 11;
/// Keeps the completion until the connection is closed.
const KEEP: u32 = 12;

/// Answers what it knows of the client's entitlements.
const ENTITLEMENTS: u32 = 13;

const fn code(code: u32) -> IoReturn {
    IoReturn(code as i32)
}

/// The driver has one state for the process: the tests take turns.
struct Turn(#[expect(dead_code, reason = "held, not read")] MutexGuard<'static, ()>);

impl Turn {
    fn take() -> Self {
        static TURN: Mutex<()> = Mutex::new(());
        let guard = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: only the test whose turn it is runs it.
        unsafe { probe_begin() };
        Self(guard)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // SAFETY: as above; the loopback of the test is gone.
        unsafe { probe_end() };
    }
}

fn start() -> Loopback {
    Loopback::builder()
        .provider("ProbeDriver")
        .user_client("UserClientProperties", "ProbeUserClient")
        .property("Vendor", "probe")
        .property("Slots", 32_u64)
        .property("Fast", true)
        .start()
        .expect("the driver starts")
}

fn open(transport: &impl Transport) -> RawConnection {
    transport
        .open(&Service::Class("ProbeDriver"), 0)
        .expect("it opens")
}

/// A call with a structure both ways.
fn mirror(
    transport: &impl Transport,
    connection: RawConnection,
    input: &[u8],
    output: StructureOutput<'_>,
) -> Result<Returned, IoReturn> {
    transport.call(
        connection,
        Call {
            selector: 0,
            scalar_input: &[],
            structure_input: input,
            scalar_output: &mut [],
            structure_output: output,
        },
    )
}

#[test]
fn scalars_and_structures_come_back() {
    let _turn = Turn::take();
    let loopback = start();
    let connection = open(&loopback);
    let mut scalars = [0; 3];
    let returned = loopback.call(
        connection,
        Call {
            selector: 0,
            scalar_input: &[1, 2],
            structure_input: b"abc",
            scalar_output: &mut scalars,
            structure_output: StructureOutput::Buffer(&mut [0; 8]),
        },
    );
    assert_eq!(
        returned,
        Ok(Returned {
            scalars: 3,
            structure: 3
        })
    );
    assert_eq!(scalars, [2, 3, 0]);
    for length in [0, 1, 4096, 4097, 70_000] {
        let input: Vec<u8> = (0..length).map(|index| index as u8).collect();
        let mut output = vec![0xff; length];
        let returned = mirror(
            &loopback,
            connection,
            &input,
            StructureOutput::Buffer(&mut output),
        );
        assert_eq!(returned.map(|returned| returned.structure), Ok(length));
        assert_eq!(output, input);
        let mut output = b"before ".to_vec();
        let returned = mirror(
            &loopback,
            connection,
            &input,
            StructureOutput::Variable(&mut output),
        );
        assert_eq!(returned.map(|returned| returned.structure), Ok(length));
        assert_eq!(&output[7..], input);
    }
    loopback.finish().expect("nothing leaks");
}

#[test]
fn codes_come_back() {
    let _turn = Turn::take();
    let loopback = start();
    assert_eq!(loopback.open(&Service::Class("Nobody"), 0), Err(NOT_FOUND));
    let connection = open(&loopback);
    let returned = loopback.call(
        connection,
        Call {
            selector: 9,
            scalar_input: &[],
            structure_input: &[],
            scalar_output: &mut [],
            structure_output: StructureOutput::none(),
        },
    );
    assert_eq!(returned, Err(NOT_READY));
    // What comes back is longer than the room for it.
    let returned = mirror(
        &loopback,
        connection,
        b"abc",
        StructureOutput::Buffer(&mut [0; 2]),
    );
    assert_eq!(returned, Err(BAD_ARGUMENT));
    assert_eq!(
        loopback.map(connection, 2, Cache::Default),
        Err(BAD_ARGUMENT)
    );
    // SAFETY: the connection is this test's, and has no mapping.
    unsafe { loopback.close(connection) }.expect("it closes");
    let returned = mirror(&loopback, connection, b"", StructureOutput::none());
    assert_eq!(returned, Err(INVALID_DEST));
    loopback.finish().expect("nothing leaks");
}

#[test]
fn memory_is_shared() {
    let _turn = Turn::take();
    let loopback = start();
    let connection = open(&loopback);
    let writable = loopback
        .map(connection, 0, Cache::Default)
        .expect("it maps");
    let read_only = loopback
        .map(connection, 1, Cache::Default)
        .expect("it maps");
    assert_eq!((writable.size, read_only.size), (100, 100));
    assert_ne!(writable.address, read_only.address);
    // SAFETY: both are mapped, the first writable, and both longer than 8 bytes.
    unsafe {
        writable.address.add(7).write_volatile(5);
        assert_eq!(read_only.address.add(7).read_volatile(), 5);
    }
    let nowhere = RawMapping {
        address: std::ptr::null_mut(),
        size: 0,
    };
    // SAFETY: the mappings are this test's, and aren't used after this.
    unsafe {
        assert_eq!(loopback.unmap(connection, 0, nowhere), Err(BAD_ARGUMENT));
        assert_eq!(loopback.unmap(connection, 0, writable), Ok(()));
    }
    loopback.finish().expect("nothing leaks");
}

#[test]
fn an_app_that_dies_takes_its_connections_with_it() {
    let _turn = Turn::take();
    let loopback = start();
    let mine = open(&loopback);
    let client = loopback.client();
    let theirs = open(&client);
    client.map(theirs, 0, Cache::Default).expect("it maps");
    drop(client);
    let returned = mirror(&loopback, theirs, b"", StructureOutput::none());
    assert_eq!(returned, Err(INVALID_DEST));
    mirror(&loopback, mine, b"", StructureOutput::none()).expect("it lives");
    loopback.finish().expect("nothing leaks");
}

/// What a sink got: the words of a completion, or nothing at the end.
struct Heard(mpsc::Sender<Option<Vec<u64>>>);

impl CompletionSink for Heard {
    fn complete(&self, status: IoReturn, words: &[u64]) {
        assert_eq!(status, IoReturn(7));
        self.0.send(Some(words.to_vec())).expect("the test hears");
    }

    fn gone(&self) {
        self.0.send(None).expect("the test hears");
    }
}

/// Calls the driver, which completes with `words` as often as it's asked to.
fn complete(
    transport: &impl Transport,
    connection: RawConnection,
    words: &[u64],
    selector: u32,
) -> (Result<Returned, IoReturn>, mpsc::Receiver<Option<Vec<u64>>>) {
    let (sender, receiver) = mpsc::channel();
    let call = Call {
        selector,
        scalar_input: words,
        structure_input: &[],
        scalar_output: &mut [],
        structure_output: StructureOutput::none(),
    };
    let result = transport.call_async(connection, call, Arc::new(Heard(sender)));
    (result, receiver)
}

#[test]
fn completions_come_and_end() {
    let _turn = Turn::take();
    let loopback = start();
    let connection = open(&loopback);
    let (result, heard) = complete(&loopback, connection, &[3, 4], COMPLETE);
    result.expect("it calls");
    // The sink is dropped after the last.
    let heard: Vec<_> = heard.iter().collect();
    assert_eq!(heard, [Some(vec![]), Some(vec![3]), Some(vec![3, 4]), None]);
    loopback.finish().expect("nothing leaks");
}

#[test]
fn a_call_that_fails_never_calls_its_sink() {
    let _turn = Turn::take();
    let loopback = start();
    let connection = open(&loopback);
    let (result, heard) = complete(&loopback, connection, &[], 9);
    assert_eq!(result, Err(NOT_READY));
    assert_eq!(heard.iter().next(), None);
    let (result, heard) = complete(&loopback, RawConnection(99), &[], COMPLETE);
    assert_eq!(result, Err(INVALID_DEST));
    assert_eq!(heard.iter().next(), None);
    loopback.finish().expect("nothing leaks");
}

#[test]
fn close_ends_the_completions() {
    let _turn = Turn::take();
    let loopback = start();
    let connection = open(&loopback);
    let (result, heard) = complete(&loopback, connection, &[], KEEP);
    result.expect("it calls");
    // SAFETY: the connection is this test's, and has no mapping.
    unsafe { loopback.close(connection) }.expect("it closes");
    assert_eq!(heard.iter().collect::<Vec<_>>(), [None]);
    let client = loopback.client();
    let connection = open(&client);
    let (result, heard) = complete(&client, connection, &[], KEEP);
    result.expect("it calls");
    drop(client);
    assert_eq!(heard.iter().collect::<Vec<_>>(), [None]);
    loopback.finish().expect("nothing leaks");
}

#[test]
fn two_loopbacks_count_apart() {
    let _turn = Turn::take();
    let (one, other) = (start(), start());
    let connection = open(&one);
    let leak = Call {
        selector: 10,
        scalar_input: &[],
        structure_input: &[],
        scalar_output: &mut [],
        structure_output: StructureOutput::none(),
    };
    one.call(connection, leak).expect("it leaks");
    other.finish().expect("the other one is clean");
    let leaks = one.finish().expect_err("it leaks");
    assert_eq!(leaks.to_string(), "1 OSData leaked");
}

#[test]
fn the_only_user_client_needs_no_name() {
    let _turn = Turn::take();
    let loopback = Loopback::builder()
        .provider("ProbeDriver")
        .start()
        .expect("the driver starts");
    open(&loopback);
    loopback.finish().expect("nothing leaks");
}

#[test]
fn what_cannot_start_says_why() {
    let _turn = Turn::take();
    let error = Loopback::builder().provider("Nobody").start().err();
    assert_eq!(
        error.map(|error| error.to_string()).as_deref(),
        Some("Nobody doesn't start: kIOReturnUnsupported (0xe00002c7)")
    );
    let error = Loopback::builder()
        .property("Vendor", "probe")
        .start()
        .err();
    assert_eq!(
        error,
        Some(StartError::NoProvider {
            property: "Vendor".to_owned()
        })
    );
}

#[test]
fn threads_share_it() {
    fn shared<T: Send + Sync>(_: &T) {}
    let _turn = Turn::take();
    let loopback = start();
    shared(&loopback);
    let connection = open(&loopback);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..50 {
                    mirror(&loopback, connection, b"x", StructureOutput::none()).expect("it calls");
                }
            });
        }
    });
    loopback.finish().expect("nothing leaks");
}

#[test]
fn the_driver_sees_the_apps_entitlements() {
    let _turn = Turn::take();
    let loopback = start();
    let client = loopback.client_with(
        &Entitlements::new()
            .with("flag", true)
            .with("list", ["a", "b"])
            .with("text", "c"),
    );
    let seen = |transport: &dyn Transport| {
        let mut seen = [9; 3];
        let call = Call {
            selector: ENTITLEMENTS,
            scalar_input: &[],
            structure_input: &[],
            scalar_output: &mut seen,
            structure_output: StructureOutput::none(),
        };
        transport
            .call(open(&transport), call)
            .expect("the driver answers");
        seen
    };
    assert_eq!(seen(&client), [1, 2, 1]);
    assert_eq!(seen(&loopback), [0, 0, 0]);
    drop(client);
    loopback.finish().expect("nothing leaks");
}

#[test]
fn who_may_open() {
    let _turn = Turn::take();
    let access = "com.apple.developer.driverkit.userclient-access";
    let service = Service::Class("ProbeDriver");
    let loopback = Loopback::builder()
        .entitlements(Entitlements::new().with(access, ["com.example.other", "com.example.probe"]))
        .provider("ProbeDriver")
        .restricted("com.example.probe")
        .start()
        .expect("the driver starts");
    open(&loopback);
    let other = loopback.client_with(&Entitlements::new().with(access, ["com.example.other"]));
    assert_eq!(other.open(&service, 0), Err(NOT_PERMITTED));
    assert_eq!(loopback.client().open(&service, 0), Err(NOT_PERMITTED));
    drop(other);
    loopback.finish().expect("nothing leaks");

    let loopback = Loopback::builder()
        .provider("ProbeDriver")
        .user_client("UserClientProperties", "ProbeUserClient")
        .requires(["a", "b"])
        .requires(["c"])
        .start()
        .expect("the driver starts");
    let open = |names: &[&str]| {
        let entitlements = names
            .iter()
            .fold(Entitlements::new(), |all, name| all.with(*name, true));
        let client = loopback.client_with(&entitlements);
        client.open(&service, 0).map(|_| ())
    };
    assert_eq!(open(&[]), Err(NOT_PERMITTED));
    assert_eq!(open(&["a"]), Err(NOT_PERMITTED));
    assert_eq!(open(&["b", "a"]), Ok(()));
    assert_eq!(open(&["c"]), Ok(()));
    loopback.finish().expect("nothing leaks");
}

#[test]
fn a_driver_that_crashes_answers_no_more() {
    let _turn = Turn::take();
    let loopback = start();
    let connection = open(&loopback);
    let mapping = loopback
        .map(connection, 0, Cache::Default)
        .expect("it maps");
    let (result, heard) = complete(&loopback, connection, &[], KEEP);
    result.expect("it calls");
    loopback.kill_at(2, Victim::Driver);
    let before = loopback.crossings();
    let answer = || mirror(&loopback, connection, b"", StructureOutput::none());
    assert_eq!(answer(), Err(SERVER_DIED));
    assert_eq!(loopback.crossings(), before + 2);
    assert_eq!(answer(), Err(OFFLINE));
    assert_eq!(heard.iter().collect::<Vec<_>>(), [None]);
    // SAFETY: what is mapped stays until the connection is closed.
    unsafe { mapping.address.write_volatile(1) };
    assert_eq!(
        loopback.open(&Service::Class("ProbeDriver"), 0),
        Err(NOT_FOUND)
    );
    loopback
        .finish()
        .expect("what the driver held went with it");
}

#[test]
fn an_app_that_is_killed_keeps_its_memory_until_it_is_dropped() {
    let _turn = Turn::take();
    let loopback = start();
    let client = loopback.client();
    let connection = open(&client);
    let mapping = client.map(connection, 0, Cache::Default).expect("it maps");
    let (result, heard) = complete(&client, connection, &[], KEEP);
    result.expect("it calls");
    client.die();
    assert_eq!(heard.iter().collect::<Vec<_>>(), [None]);
    let answer = mirror(&client, connection, b"", StructureOutput::none());
    assert_eq!(answer, Err(INVALID_DEST));
    assert_eq!(
        client.open(&Service::Class("ProbeDriver"), 0),
        Err(INVALID_DEST)
    );
    // SAFETY: what is mapped stays until the client is dropped.
    unsafe { mapping.address.write_volatile(1) };
    open(&loopback);
    drop(client);
    loopback.finish().expect("nothing leaks");
}
