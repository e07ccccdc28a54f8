//! Connections are opened and closed.

use iigen_client::IoReturn;

use super::selector::{CLIENTS, LOAD, STORE};
use crate::Stage;
use crate::stage::{Opened, ask, role};
use crate::trouble::{Seen, Trouble, same, so};

/// How many user clients of its service are open.
fn clients(opened: &Opened) -> Result<u64, Trouble> {
    let [count] = opened.numbers(CLIENTS, &[])?;
    Ok(count)
}

pub(super) fn refuses_another_type(stage: &Stage) -> Seen {
    let opened = stage.door.open(&crate::stage::ANY, 1);
    same("opened with type 1", opened, Err(IoReturn::UNSUPPORTED))
}

pub(super) fn keeps_two_apart(stage: &Stage) -> Seen {
    let (one, other) = (stage.open()?, stage.open()?);
    so("each has a number of its own", one.raw != other.raw)?;
    one.call(ask(STORE, &[1]))?;
    other.call(ask(STORE, &[2]))?;
    same("the number of one", one.numbers(LOAD, &[])?, [1])?;
    same("the number of the other", other.numbers(LOAD, &[])?, [2])
}

pub(super) fn tells_the_driver(stage: &Stage) -> Seen {
    let stays = role("stays");
    let watching = stage.open_service(&stays)?;
    let before = clients(&watching)?;
    let other = stage.open_service(&stays)?;
    same("how many are open", clients(&watching)?, before + 1)?;
    other.close()?;
    // On a Mac, a user client stops later than it's closed.
    stage.soon("the driver has heard it", || {
        Ok(clients(&watching)? == before)
    })
}

pub(super) fn refuses_after_close(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let (raw, door) = (opened.raw, opened.door.clone());
    opened.close()?;
    so("a call fails", door.call(raw, ask(STORE, &[1])).is_err())
}

pub(super) fn closes_once(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let (raw, door) = (opened.raw, opened.door.clone());
    opened.close()?;
    // SAFETY: nothing was opened meanwhile that could have the same number, and nothing is mapped.
    so(
        "closing it again fails",
        unsafe { door.close(raw) }.is_err(),
    )
}

pub(super) fn closes_one_only(stage: &Stage) -> Seen {
    let (one, other) = (stage.open()?, stage.open()?);
    one.close()?;
    other.call(ask(STORE, &[3]))?;
    same("the number of the other", other.numbers(LOAD, &[])?, [3])
}
