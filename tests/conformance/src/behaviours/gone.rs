//! A driver that goes: each of these needs a service of its own that may.

use iigen_client::{IoReturn, Service};

use super::selector::{HOLD, LEAVE, STORE};
use super::watches::Watching;
use crate::Stage;
use crate::ear::{Ear, Told};
use crate::stage::ask;
use crate::trouble::{Seen, Trouble, same};

pub(super) fn is_told(stage: &Stage) -> Seen {
    let id = stage.leaver()?;
    let service = Service::Id(id);
    let watching = Watching::new(stage, &service)?;
    watching.ear.hears(Told::Arrived(id))?;
    let opened = stage.open_service(&service)?;
    opened.call(ask(LEAVE, &[]))?;
    watching.ear.hears(Told::Removed(id))
}

pub(super) fn answers_no_calls(stage: &Stage) -> Seen {
    let service = Service::Id(stage.leaver()?);
    let opened = stage.open_service(&service)?;
    opened.call(ask(LEAVE, &[]))?;
    stage.soon("it isn't found", || {
        Ok(stage.door.services(&service)?.is_empty())
    })?;
    same(
        "opened again",
        stage.door.open(&service, 0),
        Err(IoReturn::NOT_FOUND),
    )?;
    stage.soon("calls fail", || Ok(opened.call(ask(STORE, &[1])).is_err()))
}

pub(super) fn ends_completions(stage: &Stage) -> Seen {
    let opened = stage.open_service(&Service::Id(stage.leaver()?))?;
    let (ear, sink) = Ear::for_completions(stage.patience);
    opened.call_async(ask(HOLD, &[]), sink)?;
    opened.call(ask(LEAVE, &[]))?;
    // The user client stops, and says so if it still can.
    match ear.next()? {
        Told::Completed(IoReturn::ABORTED, _) => ear.ends(),
        Told::Gone => ear.hears(Told::Dropped),
        other => Err(Trouble::Failed(format!("{other:?} came instead"))),
    }
}
