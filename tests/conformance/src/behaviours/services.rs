//! Services are found and opened.

use iigen_client::{IoReturn, PropertyValue, Service, ServiceId};

use super::selector;
use crate::Stage;
use crate::stage::{ANY, ask, role};
use crate::trouble::{Seen, same, so};

/// Ways to say the driver, each with what it's called in a message.
fn ways() -> [(&'static str, Service<'static>); 5] {
    [
        ("by name", Service::Name("ConformanceDriver")),
        (
            "by a text",
            Service::Property("IOUserClass", PropertyValue::Text("ConformanceDriver")),
        ),
        (
            "by a number",
            Service::Property("ConformanceNumber", PropertyValue::Number(7)),
        ),
        (
            "by a flag",
            Service::Property("ConformanceFlag", PropertyValue::Flag(true)),
        ),
        ("by the kernel's class", Service::Class("IOUserService")),
    ]
}

fn strangers() -> [(&'static str, Service<'static>); 6] {
    [
        ("class", Service::Class("ConformanceNobody")),
        ("name", Service::Name("ConformanceNobody")),
        (
            "text",
            Service::Property("IOUserClass", PropertyValue::Text("ConformanceNobody")),
        ),
        (
            "number",
            Service::Property("ConformanceNumber", PropertyValue::Number(8)),
        ),
        (
            "flag",
            Service::Property("ConformanceFlag", PropertyValue::Flag(false)),
        ),
        ("id", Service::Id(ServiceId(u64::MAX))),
    ]
}

fn sorted(mut all: Vec<ServiceId>) -> Vec<ServiceId> {
    all.sort();
    all
}

pub(super) fn finds_each_way(stage: &Stage) -> Seen {
    let all = sorted(stage.door.services(&ANY)?);
    so("the driver runs", !all.is_empty())?;
    for (way, service) in ways() {
        let found = stage.door.services(&service)?;
        // A Mac has other drivers, too.
        let every = all.iter().all(|id| found.contains(id));
        so(&format!("the driver's services are found {way}"), every)?;
    }
    for id in &all {
        same(
            "found by id",
            stage.door.services(&Service::Id(*id))?,
            vec![*id],
        )?;
    }
    let staying = stage.door.services(&role("stays"))?;
    so("one role finds one service", staying.len() == 1)?;
    so("it's one of the driver's", all.contains(&staying[0]))
}

pub(super) fn finds_nothing(stage: &Stage) -> Seen {
    for (what, service) in strangers() {
        let found = stage.door.services(&service)?;
        same(&format!("found by another {what}"), found, vec![])?;
    }
    Ok(())
}

pub(super) fn opens_each_way(stage: &Stage) -> Seen {
    let id = stage.door.services(&role("stays"))?;
    so("the service that stays is there", id.len() == 1)?;
    // Not by the kernel's class, which others have on a Mac.
    let [ours @ .., _] = ways();
    for service in ours
        .map(|(_, service)| service)
        .into_iter()
        .chain([Service::Id(id[0])])
    {
        let opened = stage.open_service(&service)?;
        opened.call(ask(selector::STORE, &[1]))?;
        opened.close()?;
    }
    Ok(())
}

pub(super) fn opens_nothing(stage: &Stage) -> Seen {
    for (what, service) in strangers() {
        let opened = stage.door.open(&service, 0);
        same(
            &format!("opened by another {what}"),
            opened,
            Err(IoReturn::NOT_FOUND),
        )?;
    }
    Ok(())
}
