//! Tagged unions: each variant comes back, and no bytes of another one do.

use driver_tests::structs::{
    Batch, Blink, DialEvent, Event, EventKind, EventVariant, KeyEvent, Order, OrderVariant, Outer,
    OuterVariant, Speed,
};
use iigen_client::{ErrorKind, Plain};

use crate::raw::{call, entered, refused};
use crate::{open, start};

const EVENT: u32 = 10;
const ORDER: u32 = 11;
const BATCH: u32 = 12;
const OUTER: u32 = 13;
const EVENTS: u32 = 14;

fn events() -> Vec<EventVariant> {
    let key = KeyEvent {
        key: 31,
        time: 0x0123_4567_89ab_cdef,
    };
    let dial = DialEvent {
        dial: 255,
        ticks: -3,
    };
    vec![
        EventVariant::None,
        EventVariant::Key(key),
        EventVariant::Dial(dial),
        EventVariant::Touch(std::array::from_fn(|at| 1000 + at as u16)),
        EventVariant::Switched(true.into()),
        EventVariant::States([EventKind::STATES, EventKind::NONE, EventKind::KEY]),
    ]
}

fn orders() -> [Order; 3] {
    let blink = Blink {
        speed: Speed::OFF,
        count: 9,
    };
    [
        OrderVariant::Slow(0xdead_beef).into(),
        OrderVariant::Fast(blink).into(),
        OrderVariant::Off.into(),
    ]
}

fn batch() -> Batch {
    Batch {
        count: 2,
        orders: orders(),
        last: orders()[1],
    }
}

#[test]
fn every_variant_comes_back() {
    for loopback in start() {
        let client = open(&loopback);
        for variant in events() {
            let back = client.echo_event(&variant.into()).expect("an event");
            assert_eq!(back.get(), Ok(variant));
        }
        for order in orders() {
            assert_eq!(client.echo_order(&order), Ok(order));
        }
        assert_eq!(client.echo_batch(&batch()), Ok(batch()));
        let outers = [
            OuterVariant::Slow(batch()),
            OuterVariant::Fast([orders()[1], orders()[0]]),
            OuterVariant::Off,
        ];
        for variant in outers {
            let back = client.echo_outer(&variant.into()).expect("an outer one");
            assert_eq!(back.get(), Ok(variant));
        }
    }
}

#[test]
fn lists_of_unions_in_band_and_as_a_descriptor() {
    for loopback in start() {
        let client = open(&loopback);
        for count in [0, 1, 7, 117, 118, 200] {
            let values: Vec<Event> = events()
                .into_iter()
                .map(Event::from)
                .cycle()
                .take(count)
                .collect();
            let mut back = vec![Event::default(); count];
            assert_eq!(client.echo_events(&values, &mut back), Ok(count));
            assert_eq!(back, values);
        }
    }
}

#[test]
fn bytes_behind_a_short_variant_are_ignored_and_come_back_as_zeros() {
    for loopback in start() {
        let client = open(&loopback);
        let mut bytes = [0xff; 35];
        bytes[0] = EventKind::DIAL.0;
        let mut back = [0x5a; 35];
        call(&client, EVENT, &bytes, &mut back).expect("they're ignored");
        let mut expected = [0; 35];
        expected[..3].copy_from_slice(&bytes[..3]);
        assert_eq!(back, expected);

        let mut none = [0xff; 35];
        none[0] = 0;
        call(&client, EVENT, &none, &mut back).expect("there is no data");
        assert_eq!(back, [0; 35]);
        let none = Event::from_bytes(&none).expect("an event");
        assert_eq!(
            none,
            Event::from(EventVariant::None),
            "the client ignores them, too"
        );

        let mut slow = [0xff; 12];
        slow[..8].copy_from_slice(&[7, 0, 0, 0, 1, 2, 3, 4]);
        let mut back = [0x5a; 12];
        call(&client, ORDER, &slow, &mut back).expect("they're ignored");
        assert_eq!(back, [7, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0]);
    }
}

#[test]
fn unknown_tags_and_bad_variants_are_refused_by_the_driver() {
    for loopback in start() {
        let client = open(&loopback);
        for tag in 6..=255 {
            let mut bytes = [0; 35];
            bytes[0] = tag;
            refused(&client, EVENT, &bytes, 35);
        }
        for tag in [1_u32, 6, 8, 0xffff_fffe, 0x7fff_ffff, 0x0700_0000] {
            let mut bytes = [0; 12];
            bytes[..4].copy_from_slice(&tag.to_le_bytes());
            refused(&client, ORDER, &bytes, 12);
        }
        let event = |tag: EventKind, data: &[u8]| {
            let mut bytes = [0; 35];
            bytes[0] = tag.0;
            bytes[1..1 + data.len()].copy_from_slice(data);
            bytes
        };
        refused(&client, EVENT, &event(EventKind::KEY, &[32]), 35);
        refused(&client, EVENT, &event(EventKind::SWITCHED, &[2]), 35);
        refused(&client, EVENT, &event(EventKind::STATES, &[0, 0, 6]), 35);
        // The same bytes under another tag are fine.
        for bytes in [
            event(EventKind::DIAL, &[32]),
            event(EventKind::STATES, &[0, 0, 5, 6]),
        ] {
            assert!(call(&client, EVENT, &bytes, &mut [0; 35]).is_ok());
        }
        refused(
            &client,
            EVENTS,
            &[event(EventKind::NONE, &[]), event(EventKind::KEY, &[32])].concat(),
            70,
        );
        for size in [0, 1, 34, 36, 4096, 4097] {
            refused(&client, EVENT, &vec![0; size], 35);
            refused(&client, EVENT, &[0; 35], size);
        }

        // Inside of records, arrays and other unions.
        let good = batch();
        for (at, byte) in [(4, 8), (16 + 8, 0), (40, 1), (48, 10), (0, 4)] {
            let mut bytes = good.as_bytes().to_vec();
            assert!(call(&client, BATCH, &bytes, &mut [0; 52]).is_ok());
            bytes[at] = byte;
            refused(&client, BATCH, &bytes, 52);
            let mut outer = Outer::from(OuterVariant::Slow(good)).as_bytes().to_vec();
            assert!(call(&client, OUTER, &outer, &mut [0; 56]).is_ok());
            outer[4 + at] = byte;
            refused(&client, OUTER, &outer, 56);
        }
    }
}

#[test]
fn the_client_refuses_what_the_driver_would() {
    for loopback in start() {
        let client = open(&loopback);
        let unknown = Event::from_bytes(&[6; 35]).expect("an event");
        let message = |event: &Event| {
            client
                .echo_event(event)
                .expect_err("it's refused")
                .to_string()
        };
        let names = "NONE, KEY, DIAL, TOUCH, SWITCHED, STATES";
        assert_eq!(
            message(&unknown),
            format!("echo_event: value.tag must be one of {names}, not 6")
        );
        let key = EventVariant::Key(KeyEvent { key: 32, time: 0 });
        assert_eq!(
            message(&key.into()),
            "echo_event: value.key.key must be at most 31, not 32"
        );
        let states = EventVariant::States([EventKind(0), EventKind(9), EventKind(0)]);
        assert_eq!(
            message(&states.into()),
            format!("echo_event: value.states[1] must be one of {names}, not 9")
        );
        let error = client.echo_events(&[Event::default(), key.into()], &mut []);
        let error = error.expect_err("it's refused");
        assert!(matches!(error.kind(), ErrorKind::Refused(_)), "{error}");
        assert_eq!(
            error.to_string(),
            "echo_events: values[1].key.key must be at most 31, not 32"
        );
        assert_eq!(entered(&client), 0);
    }
}

#[test]
fn a_tag_that_the_driver_made_up_is_an_error_when_it_is_read() {
    for loopback in start() {
        let client = open(&loopback);
        let event = client.make_event(77).expect("the bytes come back");
        let check = event.get().expect_err("no event has that tag");
        assert_eq!(check.name(), "tag");
        assert_eq!(format!("{event:?}"), "Event { tag: EventKind(77) }");
        assert_eq!(event, client.make_event(77).expect("the same"));
        assert_ne!(event, client.make_event(78).expect("another"));
        let event = client.make_event(4).expect("a switch");
        assert_eq!(event.get(), Ok(EventVariant::Switched(false.into())));
    }
}
