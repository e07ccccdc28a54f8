//! Answers that come once.

use std::sync::mpsc::channel;
use std::time::Duration;

use driver_tests::stream::LaterEvent;
use iigen_client::{ErrorKind, IoReturn};

use super::{LONG, block_on, with_stream};

const BUSY: IoReturn = IoReturn(0xe00002d5_u32 as i32);

#[test]
fn waits_in_any_order() {
    with_stream(|_, stream| {
        let mut waiting: Vec<_> = (0..8)
            .map(|slot| stream.later(slot).expect("it is kept"))
            .collect();
        for slot in (0..8).rev() {
            assert!(stream.waits(slot).expect("asked"));
            stream
                .answer(slot, 0, u64::from(slot) << 40)
                .expect("answered");
            assert!(!stream.waits(slot).expect("asked"));
        }
        for (slot, completion) in waiting.iter_mut().enumerate() {
            let value = (slot as u64) << 40;
            assert_eq!(completion.wait(LONG), Ok(LaterEvent { value, good: true }));
            // The answer is there once.
            let again = completion.wait(LONG).unwrap_err();
            assert_eq!(again.kind(), ErrorKind::Gone);
        }
    });
}

#[test]
fn a_timeout_is_not_the_end() {
    with_stream(|_, stream| {
        let mut completion = stream.later(0).expect("it is kept");
        let late = completion.wait(Duration::from_millis(20)).unwrap_err();
        assert_eq!(late.to_string(), "later: no answer has come in time");
        stream.answer(0, 0, 5).expect("answered");
        assert_eq!(completion.wait(None).expect("it has come").value, 5);
    });
}

#[test]
fn calls_back() {
    with_stream(|_, stream| {
        let (sender, answers) = channel();
        // Before the answer, and after it.
        let before = stream.later(0).expect("it is kept");
        let to = sender.clone();
        before.on_complete(move |answer| to.send(answer).expect("somebody listens"));
        stream.answer(0, 0, 1).expect("answered");
        assert_eq!(
            answers
                .recv_timeout(LONG)
                .expect("called")
                .expect("good")
                .value,
            1
        );
        let after = stream.at_once().expect("it is answered");
        let (to, answered) = channel();
        after.on_complete(move |answer| to.send(answer).expect("somebody listens"));
        assert_eq!(answered.recv_timeout(LONG).expect("called"), Ok(77));
        // What is never answered is called back when the driver lets go.
        stream
            .later(1)
            .expect("it is kept")
            .on_complete(move |answer| {
                sender.send(answer).expect("somebody listens");
            });
        drop(stream);
        let error = answers.recv_timeout(LONG).expect("called").unwrap_err();
        assert_eq!(error.method(), "later");
    });
}

#[test]
fn is_a_future() {
    with_stream(|_, stream| {
        let completion = stream.later(3).expect("it is kept");
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| block_on(completion));
            std::thread::sleep(Duration::from_millis(20));
            stream.answer(3, 0, 9).expect("answered");
            assert_eq!(waiting.join().expect("it ends").expect("good").value, 9);
        });
        let at_once = stream.at_once().expect("it is answered");
        assert_eq!(block_on(at_once), Ok(77));
    });
}

#[test]
fn a_status_is_an_error_of_the_method() {
    with_stream(|_, stream| {
        let mut completion = stream.later(0).expect("it is kept");
        stream.answer(0, BUSY.0, 5).expect("answered");
        let error = completion.wait(LONG).unwrap_err();
        assert_eq!((error.method(), error.io_return()), ("later", Some(BUSY)));
        let mut completion = stream.later(0).expect("it is kept");
        stream.give_up(0, BUSY.0).expect("cancelled");
        assert_eq!(completion.wait(LONG).unwrap_err().io_return(), Some(BUSY));
    });
}

#[test]
fn replaced_forgotten_and_failed() {
    with_stream(|_, stream| {
        let mut first = stream.later(0).expect("it is kept");
        let mut second = stream.later(0).expect("it is kept");
        let replaced = first.wait(LONG).unwrap_err();
        assert_eq!(replaced.io_return(), Some(IoReturn::ABORTED));
        stream.answer(0, 0, 2).expect("answered");
        assert_eq!(second.wait(LONG).expect("answered").value, 2);
        // Nobody waits any more: the driver is told.
        let error = stream.answer(0, 0, 3).unwrap_err();
        assert_eq!(error.io_return(), Some(IoReturn::ABORTED));

        let mut forgotten = stream.forgets().expect("it succeeds");
        let error = forgotten.wait(LONG).unwrap_err();
        assert_eq!(error.io_return(), Some(IoReturn::ABORTED));
        let error = stream.fails(BUSY.0).unwrap_err();
        assert_eq!((error.method(), error.io_return()), ("fails", Some(BUSY)));
    });
}

/// What a call leaves that fails: of a kext the kernel takes the client's port back then, so that
/// nothing may be sent to it or be released any more.
#[test]
fn fails_with_its_completion() {
    with_stream(|_, stream| {
        for _ in 0..3 {
            let error = stream.answers_and_fails(BUSY.0).unwrap_err();
            assert_eq!(error.io_return(), Some(BUSY));
            let error = stream.keeps_and_fails(BUSY.0).unwrap_err();
            assert_eq!(error.io_return(), Some(BUSY));
            assert!(!stream.kept().expect("answered").failed);
            // One that fails behind its handler.
            let error = stream.breaks_its_contract(&mut [0; 8]).unwrap_err();
            assert_eq!(error.io_return(), Some(IoReturn::INTERNAL_ERROR));
            assert!(!stream.kept().expect("answered").broken);
        }
        // Those that succeed are kept, and end with the connection.
        let kept = stream.keeps_and_fails(0).expect("it is kept");
        assert!(stream.kept().expect("answered").failed);
        let mut answered = stream.answers_and_fails(0).expect("answered");
        assert_eq!(answered.wait(LONG), Ok(78));
        drop(kept);
    });
}

/// The kernel would take what is left of it in a reference for another port.
#[test]
fn a_dead_port_is_refused() {
    with_stream(|_, stream| {
        assert_eq!(stream.dead_port(), Ok(IoReturn::BAD_ARGUMENT.0));
    });
}

#[test]
fn with_and_without() {
    with_stream(|_, stream| {
        let mut added = stream.add(u32::MAX, 0).expect("it adds");
        assert_eq!(added.sum, u32::MAX);
        assert_eq!(added.completion.wait(LONG), Ok(u64::from(u32::MAX)));
        assert_eq!(stream.add_without_completion(2, 3), Ok(5));
    });
}

/// A row asks for a completion, or for none.
#[test]
fn rows() {
    use iigen_client::{Completion, Event, Method, StructureOutput};
    with_stream(|_, stream| {
        let call = |selector, scalars: &[u64]| {
            let method = Method::new("raw", selector);
            let output = StructureOutput::none();
            let connection = stream.connection();
            connection.call_raw(method, scalars, &[], &mut [], output)
        };
        let refused = Some(IoReturn::BAD_ARGUMENT);
        assert_eq!(call(0, &[0]).unwrap_err().io_return(), refused);
        assert_eq!(call(3, &[]).unwrap_err().io_return(), refused);
        let method = Method::new("raw", 11);
        let completion = Completion::new(method, Event::empty());
        let connection = stream.connection().completing(&completion);
        let error = connection
            .call(method, &[0], &[], &mut [0], &mut [])
            .unwrap_err();
        assert_eq!(error.io_return(), refused);
        // A slot that there isn't: the handler isn't run, and nothing is kept.
        let method = Method::new("raw", 0);
        let connection = stream.connection().completing(&completion);
        let error = connection
            .call(method, &[8], &[], &mut [], &mut [])
            .unwrap_err();
        assert_eq!(error.io_return(), refused);
    });
}

#[test]
fn ends_with_the_connection() {
    with_stream(|_, stream| {
        let mut completion = stream.later(0).expect("it is kept");
        let unseen = stream.later(1).expect("it is kept");
        drop(unseen);
        stream.answer(1, 0, 1).expect("the driver isn't told");
        drop(stream);
        let error = completion.wait(LONG).unwrap_err();
        let expected = [ErrorKind::Gone, ErrorKind::Call(IoReturn::ABORTED)];
        assert!(expected.contains(&error.kind()), "{error}");
    });
}
