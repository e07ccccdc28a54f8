//! What a method that maps memory returns: `Mapping<RingPage, ReadWrite>`, `RingConsumer<Sample, 1024>`.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::{Span, Spanned};
use crate::spec::{Access, MemoryLayout, Name, Queue, QueueElement, Ring, Side};

use super::attributes::Attributes;
use super::reader::Reader;
use super::tokens::Tokens;

/// What lies in memory, and what the client may do with it.
pub(super) struct Mapped {
    /// What lies in it.
    pub(super) layout: Option<MemoryLayout>,
    /// What the client may do; none where it was reported.
    pub(super) access: Option<Spanned<Access>>,
}

impl Mapped {
    /// Whether it's a queue whose entries are bytes.
    pub(super) fn is_queue_of_bytes(&self) -> bool {
        let layout = self.layout.as_ref();
        matches!(layout, Some(MemoryLayout::Queue(of)) if matches!(of.element, QueueElement::Bytes(_)))
    }
}

/// What the client has of memory.
#[derive(Clone, Copy)]
enum Shape {
    Mapping,
    /// An end of a ring that this side fills.
    Ring(Side),
    Queue,
}

impl Reader<'_> {
    /// Reads what stands behind the arrow; the attribute `array` lets bytes be elements, and `max` bounds
    /// the entries of a queue.
    pub(super) fn mapped(
        &mut self,
        mut tokens: Tokens,
        method: &Name,
        attributes: &mut Attributes,
    ) -> Option<Mapped> {
        let array = self.bare(attributes, "array").is_some();
        tokens.open_invisible();
        if tokens.is_empty() {
            let message = format!("`{}` returns nothing that is mapped", method.value);
            self.no_mapping(method.span, message);
            return None;
        }
        let (start, end) = (self.place(tokens.span()), self.place(tokens.last_span()));
        let span = start.to(end);
        let name = self.last_of_path(&mut tokens);
        let arguments = tokens.angles().map(Tokens::split_types);
        if name.is_some() {
            self.nothing_behind(&codes::RUST_TYPE, "the type", &tokens);
        }
        let shape = match name.as_ref().map(|name| name.value.as_str()) {
            Some("RingConsumer") => Shape::Ring(Side::Driver),
            Some("RingProducer") => Shape::Ring(Side::Client),
            Some("DataQueue") => Shape::Queue,
            Some("Mapping") => Shape::Mapping,
            _ => {
                let message = format!("`{}` returns something else than a mapping", method.value);
                self.no_mapping(span, message);
                return None;
            }
        };
        let mut arguments = arguments.unwrap_or_default().into_iter();
        let (first, second) = (arguments.next(), arguments.next());
        let (Some(first), Some(second), None) = (first, second, arguments.next()) else {
            let message = match shape {
                Shape::Mapping => "a mapping has a layout and what the client may do",
                Shape::Ring(_) => "a ring has an element and a capacity",
                Shape::Queue => "a queue has an element and a capacity",
            };
            self.no_mapping(span, message.to_owned());
            return None;
        };
        match shape {
            Shape::Mapping => self.mapping(first, second, array),
            Shape::Ring(producer) => self.ring(first, second, producer, span),
            Shape::Queue => self.queue(first, second, span, attributes),
        }
    }

    /// Where a queue stands, if that is what a method returns.
    pub(super) fn queue_in(&mut self, returned: &Tokens) -> Option<Span> {
        let mut tokens = returned.clone();
        tokens.open_invisible();
        let all = self.place(tokens.span());
        let all = all.to(self.place(tokens.last_span()));
        let name = self.last_of_path(&mut tokens)?;
        (name.value == "DataQueue").then_some(all)
    }

    /// `Mapping<RingPage, ReadWrite>`.
    fn mapping(&mut self, layout: Tokens, access: Tokens, array: bool) -> Option<Mapped> {
        let layout = self.memory_layout(layout, array);
        let access = self.memory_access(access);
        Some(Mapped {
            layout: layout?,
            access,
        })
    }

    /// `[u8]`, `[Slot]` or a type; `None` inside for bytes.
    fn memory_layout(&mut self, mut tokens: Tokens, array: bool) -> Option<Option<MemoryLayout>> {
        tokens.open_invisible();
        let (open, close) = (tokens.span(), tokens.last_span());
        let Some(element) = tokens.slice() else {
            return self.whole_type(tokens).map(MemoryLayout::Value).map(Some);
        };
        self.nothing_behind(&codes::RUST_TYPE, "the layout", &tokens);
        if !array && element.only_ident().is_some_and(|only| only == "u8") {
            return Some(None);
        }
        let span = self.place(open);
        let span = span.to(self.place(close));
        let element = self.whole_type(element)?;
        Some(Some(MemoryLayout::Elements(element, span)))
    }

    fn memory_access(&mut self, mut tokens: Tokens) -> Option<Spanned<Access>> {
        tokens.open_invisible();
        let at = self.place(tokens.span());
        let name = self.last_of_path(&mut tokens);
        let access = match name.as_ref().map(|name| name.value.as_str()) {
            Some("ReadOnly") => Access::ReadOnly,
            Some("ReadWrite") => Access::ReadWrite,
            other => {
                let message = "a client may read, or read and write";
                let mistake = Diagnostic::new(&codes::RUST_MEMORY, at, message);
                let words = ["ReadOnly", "ReadWrite"].into_iter();
                let close = other.and_then(|other| crate::similar::closest(other, words));
                self.found.push(match (close, name) {
                    (Some(close), Some(name)) => mistake.edit("what is meant", name.span, close),
                    _ => mistake.note("say ReadOnly or ReadWrite"),
                });
                return None;
            }
        };
        self.nothing_behind(&codes::RUST_TYPE, "the access", &tokens);
        name.map(|name| Spanned::new(access, name.span))
    }

    /// `RingConsumer<Sample, 1024>`.
    fn ring(
        &mut self,
        element: Tokens,
        capacity: Tokens,
        producer: Side,
        span: Span,
    ) -> Option<Mapped> {
        let element = self.whole_type(element);
        let capacity = self.whole_number(capacity);
        let ring = Ring {
            element: element?,
            capacity: capacity?,
            producer,
            span,
        };
        Some(Mapped {
            layout: Some(MemoryLayout::Ring(ring)),
            access: Some(Spanned::new(Access::ReadWrite, span)),
        })
    }

    /// `DataQueue<Event, 256>`, or `DataQueue<[u8], 64>` under `#[max(1024)]`.
    fn queue(
        &mut self,
        mut element: Tokens,
        capacity: Tokens,
        span: Span,
        attributes: &mut Attributes,
    ) -> Option<Mapped> {
        element.open_invisible();
        let at = self.place(element.span());
        let element = match element.slice() {
            None => self.whole_type(element).map(QueueElement::Value),
            Some(inner) => {
                self.nothing_behind(&codes::RUST_TYPE, "the element", &element);
                if inner.only_ident().is_some_and(|only| only == "u8") {
                    self.queue_of_bytes(at, attributes)
                } else {
                    let message = "entries of several elements";
                    let mistake = Diagnostic::new(&codes::RUST_MEMORY, at, message);
                    self.found
                        .push(mistake.note("an entry is one element, or bytes: [u8]"));
                    None
                }
            }
        };
        let capacity = self.whole_number(capacity);
        let queue = Queue {
            element: element?,
            capacity: capacity?,
            span,
        };
        Some(Mapped {
            layout: Some(MemoryLayout::Queue(queue)),
            access: Some(Spanned::new(Access::ReadWrite, span)),
        })
    }

    fn queue_of_bytes(&mut self, at: Span, attributes: &mut Attributes) -> Option<QueueElement> {
        if !attributes.has("max") {
            let mistake = Diagnostic::new(&codes::NO_MAXIMUM, at, "entries without a maximum");
            self.found.push(mistake.note(
                "write #[max(1024)] in front of the method: the largest number of bytes of an entry",
            ));
            return None;
        }
        self.number_of(attributes, "max").map(QueueElement::Bytes)
    }

    /// Takes a path; its last name.
    fn last_of_path(&mut self, tokens: &mut Tokens) -> Option<Name> {
        tokens.puncts(':', ':');
        let mut last = tokens.ident()?;
        while tokens.puncts(':', ':').is_some() {
            last = tokens.ident()?;
        }
        Some(self.name(&last))
    }

    fn no_mapping(&mut self, at: Span, message: String) {
        self.found.push(
            Diagnostic::new(&codes::RUST_MEMORY, at, message)
                .note(
                    "memory is Mapping<RingPage, ReadWrite>, or Mapping<[u8], ReadOnly> for bytes",
                )
                .note(
                    "the client's end of a ring is RingConsumer<Sample, 1024> when the driver \
                     fills it, and RingProducer<Sample, 1024> when the client does",
                )
                .note("a queue of a kext is DataQueue<Event, 256>"),
        );
    }
}
