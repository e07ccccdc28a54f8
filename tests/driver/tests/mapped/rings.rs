//! Rings between the driver and its client.

use driver_tests::mapped::{Kind, Order, Sample};
use driver_tests::targets::Target;
use iigen_client::{Bool8, Cache, ErrorKind, IoReturn, Memory, ReadWrite};

use crate::{open, with_driver};

/// A million, but where the code of the driver's end is the same as a dext's.
fn many(target: Target) -> u64 {
    match target {
        Target::Dext => 1_000_000,
        Target::Kext | Target::Kext2022 => 100_000,
    }
}

fn order(number: u64) -> Order {
    Order {
        number,
        price: (number % 101) as u32,
        kind: if number.is_multiple_of(2) {
            Kind::LEFT
        } else {
            Kind::RIGHT
        },
        on: Bool8::from(number.is_multiple_of(3)),
        reserved: [0; 2],
    }
}

#[test]
fn a_million_from_the_driver() {
    with_driver(|loopback, target| {
        let many = many(target);
        let client = open(loopback);
        let mut ring = client.map_samples().expect("the ring");
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut pushed = 0;
                while pushed < many {
                    let some = (many - pushed).min(1500) as u32;
                    pushed += u64::from(client.produce(some).expect("produced"));
                }
            });
            let mut samples = [Sample::default(); 100];
            let mut next = 0;
            while next < many {
                let popped = ring
                    .pop(&mut samples[..1 + next as usize % 100])
                    .expect("popped");
                for sample in &samples[..popped] {
                    let (number, square) = (next, next * next);
                    assert_eq!(*sample, Sample { number, square });
                    next += 1;
                }
                if popped == 0 {
                    std::thread::yield_now();
                }
            }
        });
        assert_eq!(ring.count(), Ok(0));
    });
}

#[test]
fn a_million_to_the_driver() {
    with_driver(|loopback, target| {
        let many = many(target);
        let client = open(loopback);
        let mut ring = client.map_orders().expect("the ring");
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut next = 0;
                while next < many {
                    next = client.consume(500).expect("in order").next;
                }
                assert_eq!(next, many);
            });
            let mut next = 0;
            while next < many {
                let end = (next + 1 + next % 300).min(many);
                let orders: Vec<_> = (next..end).map(order).collect();
                let mut rest = orders.as_slice();
                while !rest.is_empty() {
                    let pushed = ring.push(rest).expect("pushed");
                    rest = &rest[pushed..];
                    if pushed == 0 {
                        std::thread::yield_now();
                    }
                }
                next = end;
            }
        });
        assert_eq!(ring.room(), Ok(256));
    });
}

/// The room is what the spec says, and a ring that is full takes no more.
#[test]
fn full_and_empty() {
    with_driver(|loopback, _| {
        let client = open(loopback);
        let mut samples = client.map_samples().expect("the ring");
        assert_eq!(samples.pop(&mut [Sample::default()]), Ok(0));
        assert_eq!(client.produce(5000), Ok(1024));
        assert_eq!(client.produce(1), Ok(0));
        assert_eq!(samples.count(), Ok(1024));
        assert_eq!(samples.pop(&mut []), Ok(0));
        let mut all = [Sample::default(); 2000];
        assert_eq!(samples.pop(&mut all), Ok(1024));
        assert_eq!((all[0].number, all[1023].number), (0, 1023));

        let mut orders = client.map_orders().expect("the ring");
        let many: Vec<_> = (0..300).map(order).collect();
        assert_eq!(orders.push(&many), Ok(256));
        assert_eq!((orders.push(&many), orders.room()), (Ok(0), Ok(0)));
        assert_eq!(
            client.consume(10).map(|of| (of.popped, of.next)),
            Ok((10, 10))
        );
        assert_eq!(orders.push(&many[256..]), Ok(10));
        assert_eq!(client.consume(1000).map(|of| of.next), Ok(266));
    });
}

/// One end at a time; the next one goes on where the last one was.
#[test]
fn one_end_at_a_time() {
    with_driver(|loopback, _| {
        let client = open(loopback);
        let mut ring = client.map_samples().expect("the ring");
        assert_eq!(client.map_samples().unwrap_err().kind(), ErrorKind::InUse);
        let memory = Memory {
            name: "other",
            number: 1,
            size: 0,
            cache: Cache::Default,
        };
        let bytes = client.connection().map_bytes::<ReadWrite>(memory);
        assert_eq!(bytes.unwrap_err().kind(), ErrorKind::InUse);
        client.produce(10).expect("produced");
        let mut samples = [Sample::default(); 4];
        assert_eq!(ring.pop(&mut samples), Ok(4));
        drop(ring);
        let mut ring = client.map_samples().expect("the ring");
        assert_eq!(ring.pop(&mut samples), Ok(4));
        assert_eq!(samples[0].number, 4);
        drop(ring);
        let bytes = client
            .connection()
            .map_bytes::<ReadWrite>(memory)
            .expect("bytes");
        assert_eq!(client.map_samples().unwrap_err().kind(), ErrorKind::InUse);
        drop(bytes);
        assert_eq!(client.map_samples().expect("the ring").count(), Ok(2));
    });
}

/// What breaks a rule isn't put in; what a client puts in past that, the driver finds.
#[test]
fn elements_that_break_a_rule() {
    with_driver(|loopback, _| {
        let client = open(loopback);
        let mut ring = client.map_orders().expect("the ring");
        let bad = Order {
            price: 101,
            ..order(1)
        };
        let error = ring.push(&[order(0), bad]).unwrap_err();
        let text = "orders: elements[1].price must be at most 100, not 101";
        assert_eq!(error.to_string(), text);
        assert_eq!(ring.room(), Ok(256));
        drop(ring);

        // Three elements, the second of which has no kind, by hand.
        let memory = Memory {
            name: "orders",
            number: 2,
            size: 0,
            cache: Cache::Default,
        };
        let bytes = client
            .connection()
            .map_bytes::<ReadWrite>(memory)
            .expect("bytes");
        let unkind = Order {
            kind: Kind(3),
            ..order(1)
        };
        for (at, element) in [order(0), unkind, order(1)].iter().enumerate() {
            let element = iigen_client::Plain::as_bytes(element);
            bytes
                .copy_from(256 + at * element.len(), element)
                .expect("inside");
        }
        bytes.copy_from(0, &3u64.to_ne_bytes()).expect("inside");
        let refused = |error: iigen_client::Error| error.io_return();
        // The handler pops until one fails: the first came, the second is dropped.
        assert_eq!(
            client.consume(10).map_err(refused),
            Err(Some(IoReturn::BAD_ARGUMENT))
        );
        assert_eq!(
            client.consume(10).map(|of| (of.popped, of.next)),
            Ok((1, 2))
        );
    });
}

/// Counters that can't be: neither side believes them.
#[test]
fn counters_that_lie() {
    with_driver(|loopback, _| {
        let client = open(loopback);
        let memory = |number| Memory {
            name: "by hand",
            number,
            size: 0,
            cache: Cache::Default,
        };
        let refused = |error: iigen_client::Error| error.io_return();
        let orders = client
            .connection()
            .map_bytes::<ReadWrite>(memory(2))
            .expect("bytes");
        for produced in [257, 1 << 32, u64::MAX, u64::MAX - 255] {
            orders
                .copy_from(0, &produced.to_ne_bytes())
                .expect("inside");
            let answer = client.consume(10).map_err(refused);
            assert_eq!(answer, Err(Some(IoReturn::BAD_ARGUMENT)), "{produced}");
        }
        let samples = client
            .connection()
            .map_bytes::<ReadWrite>(memory(1))
            .expect("bytes");
        assert_eq!(client.produce(10), Ok(10));
        for consumed in [11, 1 << 40, u64::MAX] {
            samples
                .copy_from(128, &consumed.to_ne_bytes())
                .expect("inside");
            let answer = client.produce(10).map_err(refused);
            assert_eq!(answer, Err(Some(IoReturn::BAD_ARGUMENT)), "{consumed}");
        }
        samples
            .copy_from(128, &10u64.to_ne_bytes())
            .expect("inside");
        assert_eq!(client.produce(1), Ok(1));
        samples.copy_from(128, &9u64.to_ne_bytes()).expect("inside");
        assert!(
            client.produce(1).is_err(),
            "what was taken out isn't put back"
        );
        // The driver's own counter is in the client's hands, but the driver doesn't look at it.
        samples
            .copy_from(128, &10u64.to_ne_bytes())
            .expect("inside");
        samples
            .copy_from(0, &u64::MAX.to_ne_bytes())
            .expect("inside");
        assert_eq!(client.produce(1), Ok(1));
        samples
            .copy_from(0, &2000u64.to_ne_bytes())
            .expect("inside");
        drop(samples);
        let error = client.map_samples().unwrap_err();
        assert_eq!(
            error.to_string(),
            "samples: the driver has counted 2000 elements, which must be 10 to 1034"
        );
    });
}
