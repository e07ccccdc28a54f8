//! Many threads at once.

use std::thread;

use super::selector::{LOAD, STORE, SWAP};
use crate::Stage;
use crate::stage::ask;
use crate::trouble::{Seen, Trouble, same};

const THREADS: u64 = 8;

/// Does it on every thread, and answers the first trouble.
fn everywhere(work: impl Fn(u64) -> Seen + Sync) -> Seen {
    thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| scope.spawn(move || work(thread)))
            .collect();
        threads.into_iter().try_for_each(|thread| {
            thread
                .join()
                .unwrap_or_else(|_| Err(Trouble::failed("a thread has panicked")))
        })
    })
}

pub(super) fn one_connection(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    everywhere(|thread| {
        for number in 0..100 {
            let swapped = opened.numbers(SWAP, &[thread, number])?;
            same("the numbers", swapped, [number, thread])?;
        }
        Ok(())
    })
}

/// One more connection is open all the time, and is nobody's business.
pub(super) fn many_connections(stage: &Stage) -> Seen {
    let kept = stage.open()?;
    kept.call(ask(STORE, &[THREADS]))?;
    everywhere(|thread| {
        for number in 0..10 {
            let opened = stage.open()?;
            opened.call(ask(STORE, &[1000 * thread + number]))?;
            same(
                "the number",
                opened.numbers(LOAD, &[])?,
                [1000 * thread + number],
            )?;
            opened.close()?;
        }
        Ok(())
    })?;
    same("the number", kept.numbers(LOAD, &[])?, [THREADS])
}
