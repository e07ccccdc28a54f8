//! `RingUserClientRing.h`: the ends of the rings that a driver shares with its clients.

use askama::Template;
use iigen_parser::interface::MemoryLayout;

use crate::cpp::Cpp;
use crate::flavour::Flavour;

#[derive(Template)]
#[template(path = "cpp/ring.h", escape = "none")]
struct Rings<'i> {
    class: &'i str,
    flavour: &'static Flavour,
}

/// The text of the header, if there are rings.
pub(crate) fn emit(cpp: Cpp<'_>) -> Option<String> {
    let mut layouts = cpp.interface.memory.iter().map(|memory| &memory.layout);
    let view = Rings {
        class: &cpp.interface.class,
        flavour: cpp.flavour,
    };
    layouts
        .any(|layout| matches!(layout, Some(MemoryLayout::Ring(_))))
        .then(|| super::render(&view))
}
