//! Memory, by its types.

use iigen_parser::codes;
use iigen_parser::interface::{Memory, MemoryLayout, QueueElement};
use iigen_parser::span::Span;
use iigen_parser::spec::{self, Access, Backing, Side as End};

use super::types::Use;
use super::{Diff, Kind, Level};

const WIRE: Kind = Kind(Level::Wire, &codes::DIFF_MEMORY);
const SOURCE: Kind = Kind(Level::Source, &codes::DIFF_MEMORY);

impl Diff<'_> {
    pub(super) fn memory(&mut self) {
        let (first, second) = (&self.first.interface.memory, &self.second.interface.memory);
        let mut numbers: Vec<_> = first.iter().chain(second).map(lowest).collect();
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            let of = |memory: &&Memory| lowest(memory) == number;
            match (first.iter().find(of), second.iter().find(of)) {
                (Some(first), Some(second)) => self.mapped(first, second),
                (one, two) => {
                    let at = one.map(|of| self.first.written_memory(&of.name).name.span);
                    let there = two.map(|of| self.second.written_memory(&of.name).name.span);
                    let name = one.or(two).map_or("", |of| of.name.as_str());
                    self.only(
                        WIRE,
                        &format!("memory of type {number:#x}, `{name}`"),
                        (at, there),
                        "a client that maps it is refused by a driver of the other spec",
                    );
                }
            }
        }
    }

    fn mapped(&mut self, first: &Memory, second: &Memory) {
        let what = format!("the memory `{}`", first.name);
        let written = self.first.written_memory(&first.name);
        let other = self.second.written_memory(&second.name);
        let names = (written.name.span, other.name.span);
        self.doc(&what, (names.0, &first.doc), (names.1, &second.doc));
        let mut same =
            |kind, aspect: &str, text: &dyn Fn(&Memory) -> String, place: Place, consequence| {
                let at = place(written).unwrap_or(names.0);
                let there = place(other).unwrap_or(names.1);
                self.same(
                    kind,
                    &format!("the {aspect} of {what}"),
                    (at, text(first)),
                    (there, text(second)),
                    consequence,
                )
            };
        same(
            SOURCE,
            "name",
            &|of| of.name.clone(),
            |of| Some(of.name.span),
            "code that maps it has its name",
        );
        same(
            WIRE,
            "family",
            &indices,
            |of| of.indices.as_ref().map(|of| of.span),
            "a client that maps an index which the driver's spec doesn't have is refused",
        );
        same(
            SOURCE,
            "count of the family",
            &|of| {
                let counted = of.indices.is_some_and(|of| of.counted);
                if counted {
                    "said by the driver"
                } else {
                    "fixed"
                }
                .to_owned()
            },
            |of| of.indices.as_ref().map(|of| of.span),
            "the driver has a handler for it, or none",
        );
        same(
            WIRE,
            "size",
            &size,
            |of| of.size.as_ref().map(|of| of.span),
            "the client refuses memory of another size than it expects",
        );
        same(
            WIRE,
            "access",
            &|of| match of.access {
                Access::ReadOnly => "read-only".to_owned(),
                Access::ReadWrite => "read-write".to_owned(),
            },
            |of| of.access.map(|of| of.span),
            "a client that may write by its own spec can't by the driver's",
        );
        let place: Place = |of| of.backing.map(|of| of.span);
        let consequence = "the driver makes the memory in another way";
        same(
            SOURCE,
            "backing",
            &|of| backing(of.backing).to_owned(),
            place,
            consequence,
        );
        let bar = |of: &Memory| of.bar.map_or("none".to_owned(), |of| of.to_string());
        same(
            SOURCE,
            "BAR",
            &bar,
            |of| of.bar.as_ref().map(|of| of.span),
            consequence,
        );
        same(
            SOURCE,
            "cache mode",
            &|of| format!("{:?}", of.cache),
            |of| Some(of.name.span),
            "the client asks the system for another mode",
        );
        let is_same = same(
            WIRE,
            "layout",
            &|of| layout(of).to_owned(),
            |of| of.layout.as_ref().map(place_of),
            "the two sides read each other's memory as something else",
        );
        let (Some(one), Some(two)) = (&first.layout, &second.layout) else {
            return;
        };
        if is_same {
            let spans = [written, other].map(|of| of.layout.as_ref().map(place_of));
            let places = (spans[0].unwrap_or(names.0), spans[1].unwrap_or(names.1));
            self.layouts(&what, places, one, two);
        }
    }

    fn layouts(
        &mut self,
        what: &str,
        places: (Span, Span),
        first: &MemoryLayout,
        second: &MemoryLayout,
    ) {
        let (one, two) = match (first, second) {
            (MemoryLayout::Value(one), MemoryLayout::Value(two))
            | (MemoryLayout::Elements(one), MemoryLayout::Elements(two)) => (one, two),
            (MemoryLayout::Ring(one), MemoryLayout::Ring(two)) => {
                let shown = |capacity: u64, producer| match producer {
                    End::Driver => format!("{capacity} elements, from the driver"),
                    End::Client => format!("{capacity} elements, from the client"),
                };
                self.same(
                    WIRE,
                    &format!("the ring in {what}"),
                    (places.0, shown(one.capacity, one.producer)),
                    (places.1, shown(two.capacity, two.producer)),
                    "the two sides count differently, or both put in",
                );
                (&one.element, &two.element)
            }
            (MemoryLayout::Queue(one), MemoryLayout::Queue(two)) => {
                let shown = |capacity, element: &QueueElement| match element {
                    QueueElement::Value(_) => format!("{capacity} entries of a type"),
                    QueueElement::Bytes(most) => {
                        format!("{capacity} entries of at most {most} bytes")
                    }
                };
                self.same(
                    WIRE,
                    &format!("the queue in {what}"),
                    (places.0, shown(one.capacity, &one.element)),
                    (places.1, shown(two.capacity, &two.element)),
                    "the client refuses a queue that is smaller, or entries that are longer, than it \
                     expects",
                );
                match (&one.element, &two.element) {
                    (QueueElement::Value(one), QueueElement::Value(two)) => (one, two),
                    _ => return,
                }
            }
            _ => return,
        };
        self.types(what, places, Use::Memory, (one, two));
    }
}

/// Where something of memory was written.
type Place = fn(&spec::Memory) -> Option<Span>;

/// The first memory type that it has.
fn lowest(memory: &Memory) -> u32 {
    memory.number | memory.indices.map_or(0, |of| of.first)
}

fn indices(memory: &Memory) -> String {
    memory.indices.map_or("no family".to_owned(), |of| {
        format!("indices {} to {}", of.first, of.last)
    })
}

/// The driver alone knows the size of what it doesn't make: the spec's is a least one.
fn size(memory: &Memory) -> String {
    let size = memory.size.unwrap_or(0);
    match memory.backing {
        Backing::Buffer | Backing::UsbBuffer => format!("{size} bytes"),
        Backing::Handler | Backing::PciBar | Backing::Queue => format!("at least {size} bytes"),
    }
}

fn backing(backing: Backing) -> &'static str {
    match backing {
        Backing::Buffer => "a buffer",
        Backing::UsbBuffer => "a buffer for USB",
        Backing::PciBar => "a BAR",
        Backing::Handler => "from a handler",
        Backing::Queue => "a queue",
    }
}

fn layout(memory: &Memory) -> &'static str {
    match &memory.layout {
        None => "bytes",
        Some(MemoryLayout::Value(_)) => "a value",
        Some(MemoryLayout::Elements(_)) => "elements",
        Some(MemoryLayout::Ring(_)) => "a ring",
        Some(MemoryLayout::Queue(_)) => "a queue",
    }
}

fn place_of(layout: &spec::MemoryLayout) -> Span {
    match layout {
        spec::MemoryLayout::Value(ty) => ty.span(),
        spec::MemoryLayout::Elements(_, span) => *span,
        spec::MemoryLayout::Ring(ring) => ring.span,
        spec::MemoryLayout::Queue(queue) => queue.span,
    }
}
