//! `RingUserClientRing.h`: the ends of the rings that a driver shares with its clients.

use askama::Template;
use iigen_parser::interface::{Interface, MemoryLayout};

#[derive(Template)]
#[template(path = "cpp/ring.h", escape = "none")]
struct Rings<'i> {
    class: &'i str,
}

/// The text of the header, if there are rings.
pub(crate) fn emit(interface: &Interface) -> Option<String> {
    let class = &interface.class;
    let mut layouts = interface.memory.iter().map(|memory| &memory.layout);
    layouts
        .any(|layout| matches!(layout, Some(MemoryLayout::Ring(_))))
        .then(|| super::render(&Rings { class }))
}
