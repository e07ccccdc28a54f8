//! Services are watched.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use iigen_client::{RawWatch, Service, ServiceId, ServiceSink};

use super::selector::ANNOUNCE;
use crate::ear::{Ear, Told};
use crate::stage::{ANY, ask, role};
use crate::trouble::{Seen, Trouble, same, so};
use crate::{Door, Stage};

/// A watch that ends when it's dropped.
pub(super) struct Watching {
    door: Door,
    raw: RawWatch,
    pub(super) ear: Ear,
}

impl Watching {
    pub(super) fn new(stage: &Stage, service: &Service<'_>) -> Result<Self, Trouble> {
        let (ear, sink) = Ear::for_services(stage.patience);
        Ok(Self {
            raw: stage.door.watch(service, sink)?,
            door: Arc::clone(&stage.door),
            ear,
        })
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.door.unwatch(self.raw);
    }
}

pub(super) fn tells_what_is_there(stage: &Stage) -> Seen {
    let mut there = stage.door.services(&ANY)?;
    so("the driver runs", !there.is_empty())?;
    let watching = Watching::new(stage, &ANY)?;
    while !there.is_empty() {
        match watching.ear.next()? {
            Told::Arrived(id) => {
                let at = there.iter().position(|each| *each == id);
                let at =
                    at.ok_or_else(|| Trouble::Failed(format!("{id} arrived, and isn't there")))?;
                there.remove(at);
            }
            other => return Err(Trouble::Failed(format!("{other:?} came instead"))),
        }
    }
    watching.ear.is_silent()
}

pub(super) fn tells_nothing_else(stage: &Stage) -> Seen {
    Watching::new(stage, &Service::Class("ConformanceNobody"))?
        .ear
        .is_silent()?;
    let stays = stage.door.services(&role("stays"))?;
    let watching = Watching::new(stage, &role("stays"))?;
    for id in stays {
        watching.ear.hears(Told::Arrived(id))?;
    }
    watching.ear.is_silent()
}

pub(super) fn ends(stage: &Stage) -> Seen {
    let (ear, sink) = Ear::for_services(stage.patience);
    let raw = stage.door.watch(&ANY, sink)?;
    stage.door.unwatch(raw);
    // Once more does nothing.
    stage.door.unwatch(raw);
    // What was told before was told before.
    while let told @ (Told::Arrived(_) | Told::Dropped) = ear.next()? {
        if told == Told::Dropped {
            return Ok(());
        }
    }
    Err(Trouble::failed("a service went that didn't"))
}

/// Ends its own watch when it's told something.
struct Quitter {
    door: Door,
    watch: Mutex<Receiver<RawWatch>>,
    told: Mutex<Sender<Told>>,
    patience: Duration,
}

impl Quitter {
    fn tell(&self, told: Told) {
        // Nobody listens when the behaviour is over.
        let _ = self
            .told
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .send(told);
    }
}

impl ServiceSink for Quitter {
    fn arrived(&self, service: ServiceId) {
        let watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(watch) = watch.recv_timeout(self.patience) {
            self.door.unwatch(watch);
        }
        self.tell(Told::Arrived(service));
    }

    fn removed(&self, service: ServiceId) {
        self.tell(Told::Removed(service));
    }
}

impl Drop for Quitter {
    fn drop(&mut self) {
        self.tell(Told::Dropped);
    }
}

pub(super) fn ends_itself(stage: &Stage) -> Seen {
    let (number, watch) = channel();
    let (told, heard) = channel();
    let sink = Arc::new(Quitter {
        door: Arc::clone(&stage.door),
        watch: Mutex::new(watch),
        told: Mutex::new(told),
        patience: stage.patience,
    });
    let raw = stage.door.watch(&ANY, sink)?;
    // It waits for this, and may be gone if nothing has arrived.
    let _ = number.send(raw);
    let next = || {
        heard
            .recv_timeout(stage.patience)
            .map_err(|_| Trouble::failed("nothing was told in time"))
    };
    so("something arrives", matches!(next()?, Told::Arrived(_)))?;
    same("what is told then", next()?, Told::Dropped)
}

pub(super) fn waits(stage: &Stage) -> Seen {
    let there = stage.door.services(&role("stays"))?;
    let found = iigen_client::wait_for(&stage.door, &role("stays"), stage.patience)?;
    same("the service", vec![found], there)
}

pub(super) fn tells_what_comes(stage: &Stage) -> Seen {
    if !stage.door.services(&role("late"))?.is_empty() {
        let why = "the service that is late has come before: activate the driver again";
        return Err(Trouble::Cannot(why.to_owned()));
    }
    let watching = Watching::new(stage, &role("late"))?;
    watching.ear.is_silent()?;
    stage.open()?.call(ask(ANNOUNCE, &[]))?;
    match watching.ear.next()? {
        Told::Arrived(id) => stage.open_service(&Service::Id(id)).map(|_| ()),
        other => Err(Trouble::Failed(format!("{other:?} came instead"))),
    }
}
