//! Calls that bring a port to be woken by, to methods that wake nobody: they are refused, and the port
//! is given back.

use std::sync::Arc;

use driver_tests::Loopback;
use iigen_client::{
    Call, CompletionSink, IoReturn, RawConnection, Service, StructureOutput, Transport,
};

use crate::client::{Attempt, Room, UNTOUCHED, UNTOUCHED_WORD, entered};
use crate::support;
use crate::table;

/// What is never told anything.
struct Nobody;

impl CompletionSink for Nobody {
    fn complete(&self, status: IoReturn, _: &[u64]) {
        panic!("a method without a completion answers {status}");
    }
}

/// Runs a test with a connection to each driver, of which no handler is entered.
fn each(test: impl Fn(&Loopback, RawConnection)) {
    for loopback in support::start() {
        let service = Service::Class("EchoDriver");
        let raw = loopback.open(&service, 0).expect("the driver opens");
        test(&loopback, raw);
        assert_eq!(entered(&loopback, raw), 0);
        // SAFETY: opened above, and without mappings.
        unsafe { loopback.close(raw) }.expect("closed");
        loopback.finish().expect("nothing is left, no port either");
    }
}

/// Calls with a port, and expects it to be refused.
fn refused(
    loopback: &Loopback,
    raw: RawConnection,
    selector: u32,
    attempt: &Attempt,
    code: IoReturn,
) {
    let Room::Bytes(room) = attempt.room else {
        panic!("the system has no such call");
    };
    let mut words = vec![UNTOUCHED_WORD; attempt.scalars_out];
    let mut bytes = vec![UNTOUCHED; room];
    let call = Call {
        selector,
        scalar_input: &attempt.scalars,
        structure_input: &attempt.structure,
        scalar_output: &mut words,
        structure_output: StructureOutput::Buffer(&mut bytes),
    };
    let result = loopback.call_async(raw, call, Arc::new(Nobody));
    let what = format!("{selector}: {attempt:?}");
    assert_eq!(result.map(drop), Err(code), "{what}");
    assert!(words.iter().all(|&word| word == UNTOUCHED_WORD), "{what}");
    assert!(bytes.iter().all(|&byte| byte == UNTOUCHED), "{what}");
}

#[test]
fn of_methods_without_a_completion() {
    each(|loopback, raw| {
        for shape in table::shapes() {
            let valid = Attempt::valid(&shape);
            let code = IoReturn::BAD_ARGUMENT;
            refused(loopback, raw, shape.selector, &valid, code);
            // By descriptor, too; and with one scalar less or more than there is.
            for size in [shape.structure_in.most(), 5000] {
                let structure = shape.structure_in.sample(size);
                let large = Attempt {
                    structure,
                    room: Room::Bytes(size),
                    ..valid.clone()
                };
                refused(loopback, raw, shape.selector, &large, code);
            }
            for count in [0, 15, 16] {
                let mut other = valid.clone();
                other.scalars.resize(count, 0);
                refused(loopback, raw, shape.selector, &other, code);
            }
        }
    });
}

#[test]
fn of_selectors_without_a_method() {
    each(|loopback, raw| {
        for selector in [5, 9, 200, 0xffff_fffe, u32::MAX] {
            for size in [0, 4096, 4097] {
                let attempt = Attempt {
                    scalars: vec![1; 3],
                    structure: vec![1; size],
                    scalars_out: 2,
                    room: Room::Bytes(size),
                };
                refused(loopback, raw, selector, &attempt, IoReturn::UNSUPPORTED);
            }
        }
    });
}
