//! What the driver answers later.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, PoisonError};

use iigen_client::{Call, CompletionSink, IoReturn, RawConnection};

use super::selector::{ANSWER, DENY, FLUSH, HOLD, MEASURE, MORE, SERIES, SIXTEEN, STORE, SWAP};
use crate::ear::{Ear, Told};
use crate::stage::{Opened, ask};
use crate::trouble::{Seen, Trouble, same, so};
use crate::{Door, Stage};

/// Calls a method that completes; what it tells is heard.
fn hear(stage: &Stage, opened: &Opened, selector: u32, scalars: &[u64]) -> Result<Ear, Trouble> {
    let (ear, sink) = Ear::for_completions(stage.patience);
    opened.call_async(ask(selector, scalars), sink)?;
    Ok(ear)
}

fn answer(opened: &Opened, status: IoReturn, value: u64) -> Seen {
    opened.call(ask(ANSWER, &[i64::from(status.0) as u64, value]))?;
    Ok(())
}

pub(super) fn once(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let (ear, sink) = Ear::for_completions(stage.patience);
    let mut sum = [0];
    let call = Call {
        scalar_output: &mut sum,
        ..ask(MEASURE, &[u64::MAX - 5, 5])
    };
    let returned = opened.call_async(call, sink)?;
    same("how many numbers came back", returned.scalars, 1)?;
    same("what the call itself returns", sum, [u64::MAX])?;
    ear.completes(&[u64::MAX - 5, 5])?;
    ear.ends()
}

pub(super) fn no_words(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let ear = hear(stage, &opened, FLUSH, &[])?;
    ear.completes(&[])?;
    ear.ends()
}

pub(super) fn all_words(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let ear = hear(stage, &opened, SIXTEEN, &[1 << 40])?;
    let words: [u64; 16] = std::array::from_fn(|index| (1 << 40) + index as u64);
    ear.completes(&words)?;
    ear.ends()
}

pub(super) fn later(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let ear = hear(stage, &opened, HOLD, &[])?;
    ear.is_silent()?;
    answer(&opened, IoReturn::SUCCESS, 42)?;
    ear.completes(&[42])?;
    ear.ends()
}

pub(super) fn in_order(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let ear = hear(stage, &opened, SERIES, &[100])?;
    opened.call(ask(MORE, &[50]))?;
    for number in 0..150 {
        ear.completes(&[number])?;
    }
    ear.is_silent()
}

pub(super) fn status(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    for status in [IoReturn::OVERRUN, IoReturn(0x1234)] {
        let ear = hear(stage, &opened, HOLD, &[])?;
        answer(&opened, status, 1)?;
        match ear.next()? {
            Told::Completed(came, _) => same("the status", came, status)?,
            other => return Err(Trouble::Failed(format!("{other:?} came instead"))),
        }
    }
    Ok(())
}

pub(super) fn apart(stage: &Stage) -> Seen {
    let (one, other) = (stage.open()?, stage.open()?);
    let first = hear(stage, &one, HOLD, &[])?;
    let second = hear(stage, &other, HOLD, &[])?;
    let third = hear(stage, &one, SERIES, &[1])?;
    answer(&other, IoReturn::SUCCESS, 2)?;
    answer(&one, IoReturn::SUCCESS, 1)?;
    third.completes(&[0])?;
    second.completes(&[2])?;
    first.completes(&[1])
}

pub(super) fn cancelled(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let before = hear(stage, &opened, HOLD, &[])?;
    let after = hear(stage, &opened, HOLD, &[])?;
    before.hears(Told::Completed(IoReturn::ABORTED, vec![]))?;
    before.ends()?;
    answer(&opened, IoReturn::SUCCESS, 3)?;
    after.completes(&[3])
}

pub(super) fn failed(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let (ear, sink) = Ear::for_completions(stage.patience);
    let code = IoReturn::NOT_READY;
    let denied = opened.call_async(ask(DENY, &[code.0 as u32 as u64]), sink);
    same("the answer", denied.err(), Some(code))?;
    ear.hears(Told::Dropped)
}

pub(super) fn wanted(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let without = opened.call(ask(HOLD, &[]));
    same("without a sink", without, Err(IoReturn::BAD_ARGUMENT))?;
    let (ear, sink) = Ear::for_completions(stage.patience);
    let with = opened.call_async(ask(STORE, &[1]), sink);
    same("with a sink", with, Err(IoReturn::BAD_ARGUMENT))?;
    ear.hears(Told::Dropped)
}

pub(super) fn closed(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let ear = hear(stage, &opened, HOLD, &[])?;
    opened.close()?;
    ear.ends()
}

/// What a sink does with the transport when a completion comes.
type Deed = fn(&Door, RawConnection) -> Result<(), IoReturn>;

/// Does it when a completion comes.
struct Doer {
    door: Door,
    connection: RawConnection,
    deed: Deed,
    /// What came of it.
    done: Mutex<Sender<Result<(), IoReturn>>>,
}

impl CompletionSink for Doer {
    fn complete(&self, _: IoReturn, _: &[u64]) {
        let done = (self.deed)(&self.door, self.connection);
        let to = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        // Nobody listens when the behaviour is over.
        let _ = to.send(done);
    }
}

/// Does it when the next completion comes, and answers what came of it.
fn does(stage: &Stage, opened: &Opened, deed: Deed) -> Seen {
    let (done, came) = channel();
    let sink = Arc::new(Doer {
        door: Arc::clone(&opened.door),
        connection: opened.raw,
        deed,
        done: Mutex::new(done),
    });
    opened.call_async(ask(FLUSH, &[]), sink)?;
    let done = came.recv_timeout(stage.patience);
    let done = done.map_err(|_| Trouble::failed("the sink has done nothing in time"))?;
    Ok(done?)
}

pub(super) fn calls_back(stage: &Stage) -> Seen {
    does(stage, &stage.open()?, |door, connection| {
        let mut swapped = [0; 2];
        let call = Call {
            scalar_output: &mut swapped,
            ..ask(SWAP, &[1, 2])
        };
        door.call(connection, call).map(|_| ())
    })
}

pub(super) fn closes_itself(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    does(stage, &opened, |door, connection| {
        // SAFETY: the connection was opened for this, and has no mappings; when it's closed once
        // more, nothing was opened meanwhile that could have its number.
        unsafe { door.close(connection) }
    })?;
    so("it's closed", opened.close().is_err())
}
