//! Calls that a hostile client makes: the right code comes back, the handler isn't entered, no
//! output is touched, and nothing is left behind.

mod at_random;
mod client;
mod domain;
mod huge;
#[path = "../support/random.rs"]
mod random;
mod selectors;
mod shape;
#[path = "../support/mod.rs"]
mod support;
mod table;
mod value;
mod waking;
mod ways;

use iigen_client::IoReturn;

use client::{Attempt, Client, Room};
use driver_tests::targets::Target;
use shape::{Part, Shape};

/// Runs a test of each method with a driver of its own, which has to be clean in the end.
fn each(test: impl Fn(&Client<'_>, &Shape)) {
    for (target, loopback) in support::each() {
        let client = Client::open(target, &loopback);
        for shape in table::shapes() {
            test(&client, &shape);
        }
        drop(client);
        loopback.finish().expect("nothing is left");
    }
}

/// Sends it, and expects it to be accepted or to be refused as a bad argument.
fn expect(client: &Client<'_>, shape: &Shape, attempt: &Attempt, accepted: bool, what: &str) {
    let what = format!("{}: {what}", shape.name);
    if accepted {
        client.accepted(&what, shape, attempt);
    } else {
        client.refused(&what, shape.selector, attempt, IoReturn::BAD_ARGUMENT);
    }
}

/// Sixteen words go through, and what is more never leaves the client.
#[test]
fn counts_of_scalars_in() {
    each(|client, shape| {
        let valid = Attempt::valid(shape);
        for count in 0..=17 {
            let mut attempt = valid.clone();
            attempt.scalars.resize(count, 0);
            let what = format!("{count} scalars in");
            if count > 16 {
                let code = IoReturn::MIG_ARRAY_TOO_LARGE;
                client.refused(&what, shape.selector, &attempt, code);
            } else {
                expect(
                    client,
                    shape,
                    &attempt,
                    count == shape.scalars_in.len(),
                    &what,
                );
            }
        }
    });
}

/// Room for more than sixteen words is room for sixteen.
#[test]
fn counts_of_scalars_out() {
    each(|client, shape| {
        for count in 0..=17 {
            let attempt = Attempt {
                scalars_out: count,
                ..Attempt::valid(shape)
            };
            let accepted = count.min(16) == shape.scalars_out;
            expect(
                client,
                shape,
                &attempt,
                accepted,
                &format!("{count} scalars out"),
            );
        }
    });
}

#[test]
fn sizes_of_structures_in() {
    each(|client, shape| {
        for size in shape.structure_in.sizes() {
            let attempt = Attempt {
                structure: shape.structure_in.sample(size),
                ..Attempt::valid(shape)
            };
            let accepted = shape.structure_in.takes(size);
            expect(
                client,
                shape,
                &attempt,
                accepted,
                &format!("{size} bytes in"),
            );
        }
    });
}

#[test]
fn sizes_of_structures_out() {
    each(|client, shape| {
        for size in shape.structure_out.sizes() {
            let attempt = Attempt {
                room: Room::Bytes(size),
                ..Attempt::valid(shape)
            };
            let accepted = shape.structure_out.fits(size);
            expect(
                client,
                shape,
                &attempt,
                accepted,
                &format!("room for {size} bytes"),
            );
        }
    });
}

/// A structure of any size is asked for: only a variable one can come. To a kext's row a call that
/// asks for none is the same, so that the kernel finds out when the handler has answered none.
#[test]
fn structures_of_any_size_out() {
    each(|client, shape| {
        let attempt = Attempt {
            room: Room::Variable,
            ..Attempt::valid(shape)
        };
        if client.target != Target::Dext && matches!(shape.structure_out, Part::None) {
            let outcome = client.send(shape.selector, &attempt);
            assert_eq!(outcome.result, Err(IoReturn::UNDERRUN), "{}", shape.name);
            assert!(outcome.entered && outcome.untouched, "{}", shape.name);
            return;
        }
        let accepted = matches!(shape.structure_out, Part::Variable { .. });
        expect(client, shape, &attempt, accepted, "any size");
    });
}

/// Each scalar alone at each of its bounds and just outside.
#[test]
fn values_of_scalars() {
    each(|client, shape| {
        for (index, domain) in shape.scalars_in.iter().enumerate() {
            let words = [(domain.good_words(), true), (domain.bad_words(), false)];
            for (words, accepted) in words {
                for word in words {
                    let mut attempt = Attempt::valid(shape);
                    attempt.scalars[index] = word;
                    let what = format!("scalar {index} is {word:#x}");
                    expect(client, shape, &attempt, accepted, &what);
                }
            }
        }
    });
}

/// Each field alone at each of its bounds and just outside, in the first, a middle and the last
/// element, in-band and by descriptor.
#[test]
fn values_in_structures() {
    each(|client, shape| {
        for (structure, accepted) in shape.structure_in.variations() {
            let attempt = Attempt {
                structure,
                ..Attempt::valid(shape)
            };
            expect(client, shape, &attempt, accepted, "a field");
        }
    });
}

/// A handler fails when it has filled its outputs: none of them gets out, however they would.
#[test]
fn handlers_that_fail() {
    const OWN: IoReturn = IoReturn(0x0bad_cafe);
    each(|client, shape| {
        let mut rooms = vec![Attempt::valid(shape).room];
        if let Part::Variable { .. } = shape.structure_out {
            let (least, most) = (shape.structure_out.least(), shape.structure_out.most());
            rooms = [least, most, most + 5000].map(Room::Bytes).into();
            rooms.push(Room::Variable);
        }
        for room in rooms {
            for code in [IoReturn::NOT_READY, OWN] {
                client.echo.fail_next(code.0 as u32).expect("planned");
                let attempt = Attempt {
                    room,
                    ..Attempt::valid(shape)
                };
                let outcome = client.send(shape.selector, &attempt);
                assert_eq!(outcome.result, Err(code), "{}", shape.name);
                assert!(outcome.entered && outcome.untouched, "{}", shape.name);
            }
        }
    });
}

/// A handler that says that it has filled more than there is room for, or less than the least, is
/// not believed.
#[test]
fn handlers_that_miscount() {
    each(|client, shape| {
        let Part::Variable {
            head,
            element,
            min,
            max,
        } = &shape.structure_out
        else {
            return;
        };
        let (head, step) = (head.bytes.len(), element.bytes.len());
        for capacity in [*min, *max] {
            let room = head + capacity * step;
            // Some become small if they are multiplied by an element's size.
            let around = (u64::MAX / step as u64).wrapping_add(1);
            let mut counts = vec![
                capacity as u64 + 1,
                around,
                around.wrapping_add(1),
                u64::MAX,
            ];
            if let Some(fewer) = min.checked_sub(1) {
                counts.extend([0, fewer as u64]);
            }
            for count in counts
                .into_iter()
                .filter(|&it| it < *min as u64 || it > capacity as u64)
            {
                client.echo.miscount_next(count).expect("planned");
                let attempt = Attempt {
                    room: Room::Bytes(room),
                    ..Attempt::valid(shape)
                };
                let outcome = client.send(shape.selector, &attempt);
                let what = format!("{}: {count} elements", shape.name);
                assert_eq!(outcome.result, Err(IoReturn::INTERNAL_ERROR), "{what}");
                assert!(outcome.entered && outcome.untouched, "{what}");
            }
        }
    });
}
