//! Calls, and what comes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::fake::{Answer, Called, Fake};
use super::{Told, bare, close, connected, open, ring};
use crate::{Call, ErrorKind, IoReturn, Method, StructureOutput, Transport};

const METHOD: Method = Method::new("submit", 3);

/// Keeps how the driver was called, which answers so.
fn answering(fake: &Fake, answer: Answer) -> Arc<Told<Called>> {
    let told = Told::new();
    let calls = Arc::clone(&told);
    fake.drive(move |_, called| {
        calls.tell(called.clone());
        answer.clone()
    });
    told
}

#[test]
fn everything_goes_there_and_comes_back() {
    let fake = ring();
    let answer = Answer {
        scalars: vec![u64::MAX, 2],
        structure: b"answer".to_vec(),
        ..Answer::default()
    };
    let told = answering(&fake, answer);
    let (mut scalars, mut bytes) = ([0; 2], [0; 6]);
    let connection = connected(&fake.kit());
    let called = connection.call(METHOD, &[1, 5], b"question", &mut scalars, &mut bytes);
    called.expect("it answers");
    assert_eq!((scalars, &bytes), ([u64::MAX, 2], b"answer"));

    let [call] = &told.take()[..] else {
        panic!("one call");
    };
    assert_eq!((call.selector, &call.scalars[..]), (3, &[1, 5][..]));
    assert_eq!((&call.structure[..], call.room), (&b"question"[..], (2, 6)));
    assert_eq!((call.wake, call.references), (None, 0));
    drop(connection);
    fake.assert_clean();
}

#[test]
fn what_is_too_short_is_not_taken_for_an_answer() {
    let fake = ring();
    let connection = connected(&fake.kit());
    let call = || {
        let (mut scalars, mut bytes) = ([0; 2], [0; 6]);
        let called = connection.call(METHOD, &[], &[], &mut scalars, &mut bytes);
        called.expect_err("it's too short").kind()
    };
    answering(&fake, Answer::scalars(&[1]));
    let (expected, returned) = (2, 1);
    assert_eq!(call(), ErrorKind::ScalarCount { expected, returned });

    let scalars = vec![1, 2];
    let structure = b"answe".to_vec();
    answering(
        &fake,
        Answer {
            scalars,
            structure,
            ..Answer::default()
        },
    );
    let (expected, returned) = (6, 5);
    assert_eq!(call(), ErrorKind::StructureSize { expected, returned });
}

/// A driver can't say that it has written what there was no room for.
#[test]
fn counts_beyond_the_room_are_refused() {
    for (count, size) in [(2, 6), (3, 6), (u32::MAX, 6), (2, 7), (2, usize::MAX)] {
        let fake = ring();
        let answer = Answer {
            counts: Some((count, size)),
            ..Answer::default()
        };
        answering(&fake, answer);
        let kit = fake.kit();
        let connection = open(&kit);
        let (mut scalars, mut bytes) = ([0; 2], [0; 6]);
        let call = Call {
            scalar_output: &mut scalars,
            structure_output: StructureOutput::Buffer(&mut bytes),
            ..bare(0)
        };
        let returned = kit
            .call(connection, call)
            .map(|it| (it.scalars, it.structure));
        let honest = (count, size) == (2, 6);
        let expected = if honest {
            Ok((2, 6))
        } else {
            Err(IoReturn::MIG_ARRAY_TOO_LARGE)
        };
        assert_eq!(returned, expected);
        close(&kit, connection);
        fake.assert_clean();
    }
}

/// The driver has had the call whose reply is too large, so it isn't made again.
#[test]
fn a_reply_that_is_too_large_is_an_error_after_one_call() {
    let fake = ring();
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    fake.drive(move |_, _| {
        counted.fetch_add(1, Ordering::Relaxed);
        // As MIG's function does: what there is room for is there, and the counts are the reply's.
        Answer {
            code: IoReturn::MIG_ARRAY_TOO_LARGE.0,
            scalars: vec![1, 2, 3],
            structure: vec![7; 9],
            counts: None,
        }
    });
    let connection = connected(&fake.kit());
    let (mut scalars, mut bytes) = ([0; 2], [0; 6]);
    let called = connection.call(METHOD, &[], &[], &mut scalars, &mut bytes);
    let error = called.expect_err("it's too large");
    assert_eq!(error.io_return(), Some(IoReturn::MIG_ARRAY_TOO_LARGE));
    assert_eq!(
        error.to_string(),
        "submit: MIG_ARRAY_TOO_LARGE (0xfffffecd): a message has room for 16 scalars each way and \
         4096 bytes, or more came back than was asked for (sent no scalars, no structure and no \
         completion, asked for 2 scalars and a structure of 6 bytes)"
    );
    assert_eq!(calls.load(Ordering::Relaxed), 1);
}

#[test]
fn codes_come_through_as_they_are() {
    let codes = [
        IoReturn::BAD_ARGUMENT,
        IoReturn::MIG_SERVER_DIED,
        IoReturn::MACH_SEND_INVALID_DEST,
        IoReturn(0x1234),
        IoReturn(-1),
    ];
    let fake = ring();
    let kit = fake.kit();
    let connection = open(&kit);
    for code in codes {
        answering(&fake, Answer::code(code));
        assert_eq!(kit.call(connection, bare(0)), Err(code));
        let called = kit.call_async(connection, bare(0), Told::<super::Answered>::new());
        assert_eq!(called, Err(code));
    }
    close(&kit, connection);
    fake.settle();
    fake.assert_clean();
}
