//! One client, one test, two drivers.

use std::time::Duration;

use both_targets::{BothUserClient, Flags, Level, Loopback, Order, Page, Point, Sheet, Spot, Tick};
use iigen_client::{Call, IoReturn, Service, StructureOutput, Transport};
use iigen_loopback::Entitlements;

const ENTITLEMENT: &str = "com.example.both";
const ERASE: &str = "com.example.both.erase";
const SOON: Duration = Duration::from_secs(20);

/// Apps on one driver, as any transport reaches it.
struct Apps<T> {
    /// Entitled to everything.
    owner: T,
    /// Entitled to open the user client, and not to erase.
    guest: T,
    /// Entitled to nothing.
    stranger: T,
}

impl<T> Apps<T> {
    fn on<'l>(loopback: &'l Loopback, app: impl Fn(&'l Loopback, &Entitlements) -> T) -> Self {
        let guest = Entitlements::new().with(ENTITLEMENT, true);
        Self {
            owner: app(loopback, &guest.clone().with(ERASE, true)),
            guest: app(loopback, &guest),
            stranger: app(loopback, &Entitlements::new()),
        }
    }
}

#[test]
fn the_dext() {
    let loopback = Loopback::builder().provider("BothDriver").start();
    let loopback = loopback.expect("the dext starts");
    passes(&Apps::on(&loopback, Loopback::client_with));
    loopback.finish().expect("nothing is left");
}

#[test]
fn the_kext() {
    let loopback = Loopback::builder().kext("BothDriver").start();
    let loopback = loopback.expect("the kext starts");
    passes(&Apps::on(&loopback, Loopback::client_with));
    loopback.finish().expect("nothing is left");
}

/// The generated text of the client has no target.
#[test]
fn the_client_is_the_same() {
    assert_eq!(
        include_str!(env!("CLIENT")),
        include_str!(env!("CLIENT_OF_KEXT"))
    );
}

/// All that a client can tell of a driver.
fn passes<T: Transport>(apps: &Apps<T>) {
    let client = BothUserClient::open(&apps.owner).expect("it opens");
    scalars(&client);
    structures(&client);
    lengths(&client);
    descriptors(&client);
    completions(&client);
    memory(&client);
    rings(&client);
    errors(&client);
    raw(&apps.owner);
    assert_eq!(client.driver_version(), 2);
    drop(client);
    access(apps);
}

type Client<T> = BothUserClient<T>;

fn scalars<T: Transport>(client: &Client<T>) {
    let reply = client
        .mix(Level::LOW, Flags::FAST, 40, Some(-300))
        .expect("mixed");
    assert_eq!(reply.level_out, Level::HIGH);
    assert_eq!(reply.flags_out, Flags(Flags::FAST.0 | Flags::LOUD.0));
    assert_eq!(reply.sum, 1 + 40 - 300);

    let numbers: [u64; 16] = std::array::from_fn(|index| u64::MAX - index as u64);
    let mut turned = numbers;
    turned.reverse();
    assert_eq!(client.turn_around(&numbers), Ok(turned));

    assert_eq!(client.post_point(&Point { x: 1, y: 2 }), Ok(8));
    assert_eq!(client.post_spot(&Spot { x: 1, y: 2, z: 3 }), Ok(12));
    assert!(client.opened().expect("counted") >= 1);
}

fn structures<T: Transport>(client: &Client<T>) {
    let turned = client.turn(&Point { x: 3, y: -4 }).expect("turned");
    assert_eq!((turned.x, turned.y), (4, 3));

    // 4,096 bytes are the most that lie in the message.
    let page = Page {
        bytes: std::array::from_fn(|index| index as u8),
    };
    let complement = client.page_of(&page).expect("a page");
    assert!(
        page.bytes
            .iter()
            .zip(complement.bytes)
            .all(|(one, other)| *one == !other)
    );
    let sheet = Sheet {
        bytes: std::array::from_fn(|index| (index / 3) as u8),
    };
    let complement = client.sheet_of(&sheet).expect("a sheet");
    assert!(
        sheet
            .bytes
            .iter()
            .zip(complement.bytes)
            .all(|(one, other)| *one == !other)
    );
}

fn lengths<T: Transport>(client: &Client<T>) {
    for length in [0, 1, 4095, 4096, 4097, 1 << 20] {
        let bytes: Vec<u8> = (0..length).map(|index| (index % 251) as u8).collect();
        let mut reversed = vec![0; length];
        assert_eq!(
            client.reverse(&bytes, &mut reversed),
            Ok(length),
            "{length}"
        );
        reversed.reverse();
        assert!(reversed == bytes, "{length}");
    }
    // More room than there is: the answer says how much of it is filled, in both drivers.
    let mut room = vec![7; 8192];
    assert_eq!(client.reverse(&[1, 2, 3], &mut room), Ok(3));
    assert_eq!(room[..4], [3, 2, 1, 7]);

    for count in [0, 1, 512, 513, 4096] {
        let points: Vec<_> = (0..count).map(|x| Point { x, y: -x }).collect();
        let mut turned = vec![Point { x: 0, y: 0 }; points.len()];
        let reply = client.points(&points, &mut turned).expect("turned");
        assert_eq!(
            (reply.count, reply.turned_count),
            (points.len() as u32, points.len())
        );
        assert!(turned.iter().all(|of| of.x == of.y));
    }
    for length in [1, 4095, 4096, 4097, 64 << 10] {
        let text = "a".repeat(length);
        assert!(client.shout(&text) == Ok("A".repeat(length)), "{length}");
    }
    for length in [0, 4088, 4089, 64 << 10] {
        let sum = client.frame(&Point { x: 5, y: 6 }, &vec![1; length]);
        assert_eq!(sum, Ok(11 + length as u64), "{length}");
    }
}

fn descriptors<T: Transport>(client: &Client<T>) {
    for length in [1, 4096, 4097, 1 << 20] {
        assert_eq!(
            client.sum_of(&vec![3; length]),
            Ok(3 * length as u64),
            "{length}"
        );
    }
    for length in [1, 4096, 4097, 64 << 10] {
        let mut bytes = vec![0; length];
        let reply = client.fill(9, &mut bytes).expect("filled");
        assert_eq!(reply.length, length as u64);
        assert!(bytes.iter().all(|&byte| byte == 9), "{length}");
    }
}

fn completions<T: Transport>(client: &Client<T>) {
    let mut first = client.later(100).expect("asked");
    client.fire(11).expect("answered");
    assert_eq!(first.wait(SOON), Ok(111));

    // Who asks later takes the place of who asked before, who is told so.
    let mut replaced = client.later(1).expect("asked");
    let mut second = client.later(2).expect("asked");
    let aborted = replaced.wait(SOON).expect_err("another took its place");
    assert_eq!(aborted.io_return(), Some(IoReturn::ABORTED));
    client.fire(1).expect("answered");
    assert_eq!(second.wait(SOON), Ok(3));

    let mut ticks = client.watch().expect("asked");
    for round in 1..=3 {
        client.tick_on(round).expect("told");
        for number in 1..=u64::from(round) {
            let tick: Tick = ticks.next(SOON).expect("it has come").expect("a tick");
            assert_eq!((tick.number, tick.square), (number, number * number));
        }
    }
    drop(ticks);
    client.tick_on(1).expect("nobody hears it");
}

fn memory<T: Transport>(client: &Client<T>) {
    let status = client.map_status().expect("mapped");
    let slots = [0, 3].map(|index| client.map_slot(index).expect("mapped"));
    client.mark(3, 4711).expect("marked");
    assert_eq!(status.get(Point::X), 3);
    assert_eq!(status.get(Point::Y), 4711);
    assert_eq!(slots[1].at(0).map(|of| of.read()), Ok(4711));
    assert_eq!(slots[0].at(0).map(|of| of.read()), Ok(0));
    assert!(client.map_slot(4).is_err());
    let window = client.map_window().expect("mapped");
    assert_eq!(window.at(0).map(|of| of.read()), Ok(4711));
}

fn rings<T: Transport>(client: &Client<T>) {
    let mut ticks = client.map_ticks().expect("mapped");
    assert_eq!(client.produce(100), Ok(64));
    let mut taken = [Tick {
        number: 0,
        square: 0,
    }; 100];
    assert_eq!(ticks.pop(&mut taken), Ok(64));
    for (number, tick) in (0..64).zip(taken) {
        assert_eq!((tick.number, tick.square), (number, number * number));
    }
    assert_eq!(ticks.pop(&mut taken), Ok(0));

    let mut orders = client.map_orders().expect("mapped");
    let all: Vec<_> = (1..=17).map(|amount| Order { amount, price: 1 }).collect();
    assert_eq!(orders.push(&all), Ok(16));
    let reply = client.consume().expect("consumed");
    assert_eq!((reply.popped, reply.amount), (16, 136));
}

/// What a handler answers arrives as it is, and nothing beside it.
fn errors<T: Transport>(client: &Client<T>) {
    for code in [IoReturn::NOT_READY, IoReturn::NO_SPACE, IoReturn(0xdead)] {
        let error = client.fail_with(code.0 as u32).expect_err("it fails");
        assert_eq!(error.io_return(), Some(code));
    }
}

/// Calls that the client doesn't make are refused alike.
fn raw<T: Transport>(transport: &T) {
    let service = Service::Class(BothUserClient::<T>::PROVIDER);
    let connection = transport.open(&service, 0).expect("it opens");
    let call = |selector, scalars: &[u64], bytes: &[u8], room: usize| {
        let mut room = vec![0; room];
        let call = Call {
            selector,
            scalar_input: scalars,
            structure_input: bytes,
            scalar_output: &mut [],
            structure_output: StructureOutput::Buffer(&mut room),
        };
        transport.call(connection, call).map(drop)
    };
    for (what, result, code) in [
        (
            "an unknown selector",
            call(24, &[], &[], 0),
            IoReturn::UNSUPPORTED,
        ),
        (
            "a reserved one",
            call(35, &[], &[], 0),
            IoReturn::UNSUPPORTED,
        ),
        (
            "a retired one",
            call(20, &[], &[], 0),
            IoReturn::UNSUPPORTED,
        ),
        (
            "a far one",
            call(u32::MAX, &[], &[], 0),
            IoReturn::UNSUPPORTED,
        ),
        (
            "a scalar too few",
            call(10, &[], &[], 0),
            IoReturn::BAD_ARGUMENT,
        ),
        (
            "a scalar too many",
            call(10, &[1, 2], &[], 0),
            IoReturn::BAD_ARGUMENT,
        ),
        (
            "a number that doesn't fit",
            call(12, &[1 << 32], &[], 0),
            IoReturn::BAD_ARGUMENT,
        ),
        (
            "a short structure",
            call(2, &[], &[0; 7], 8),
            IoReturn::BAD_ARGUMENT,
        ),
        (
            "a long structure",
            call(2, &[], &[0; 5000], 8),
            IoReturn::BAD_ARGUMENT,
        ),
        ("no room", call(2, &[], &[0; 8], 0), IoReturn::BAD_ARGUMENT),
        (
            "too much room",
            call(2, &[], &[0; 8], 9),
            IoReturn::BAD_ARGUMENT,
        ),
        (
            "too many bytes",
            call(5, &[], &vec![0; (1 << 20) + 1], 0),
            IoReturn::BAD_ARGUMENT,
        ),
        (
            "half an element",
            call(6, &[], &[0; 12], 0),
            IoReturn::BAD_ARGUMENT,
        ),
        (
            "a text without a NUL",
            call(7, &[], b"text", 8),
            IoReturn::BAD_ARGUMENT,
        ),
        (
            "a header cut short",
            call(8, &[], &[0; 7], 0),
            IoReturn::BAD_ARGUMENT,
        ),
        (
            "no completion",
            call(9, &[1], &[], 0),
            IoReturn::BAD_ARGUMENT,
        ),
        (
            "an index that isn't there",
            call(23, &[4, 0], &[], 0),
            IoReturn::BAD_ARGUMENT,
        ),
    ] {
        assert_eq!(result, Err(code), "{what}");
    }
    let unknown = transport.map(connection, 0x104, iigen_client::Cache::Default);
    assert_eq!(unknown.map(drop), Err(IoReturn::BAD_ARGUMENT));
    // SAFETY: opened above, and without mappings.
    unsafe { transport.close(connection) }.expect("closed");
}

fn access<T: Transport>(apps: &Apps<T>) {
    let refused = BothUserClient::open(&apps.stranger)
        .map(drop)
        .expect_err("not entitled");
    assert_eq!(refused.io_return(), Some(IoReturn::NOT_PERMITTED));
    let guest = BothUserClient::open(&apps.guest).expect("entitled");
    assert_eq!(guest.turn(&Point { x: 1, y: 0 }).map(|of| of.y), Ok(1));
    let refused = guest.erase().expect_err("not entitled to that");
    assert_eq!(refused.io_return(), Some(IoReturn::NOT_PRIVILEGED));
    let owner = BothUserClient::open(&apps.owner).expect("entitled");
    assert_eq!(owner.erase(), Ok(()));
}
