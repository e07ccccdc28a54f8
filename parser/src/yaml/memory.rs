//! Memory that the client may map.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Spanned;
use crate::spec::{Access, Backing, Cache, Indices, Memory, MemoryLayout, Number, Ring, Side};
use crate::text;

use super::reader::Reader;
use super::tree::{Entry, Kind, Node};

const KEYS: &[&str] = &[
    "doc", "type", "size", "access", "cache", "backing", "bar", "layout", "queue",
];

impl Reader<'_> {
    pub(super) fn memory(&mut self, entry: &Entry<'_>) -> Option<Memory> {
        let map = self.map(&entry.value, "memory", KEYS, &[])?;
        if let Some(queue) = map.entry("queue") {
            return self.memory_queue(entry, &map, queue);
        }
        let number = self
            .required(&map, "type")
            .and_then(|node| self.memory_type(node));
        let access = self.required(&map, "access").and_then(|node| {
            let words = [
                ("read-only", Access::ReadOnly),
                ("read-write", Access::ReadWrite),
            ];
            self.word(node, &words)
        });
        let cache = map.get("cache").and_then(|node| self.cache(node));
        let backing = self
            .required(&map, "backing")
            .and_then(|node| self.backing(node));
        let bar = map.get("bar").and_then(|node| self.number(node));
        let bar_entry = map.whole_entry("bar");
        let layout = map.get("layout").map(|node| self.layout(node));
        let (number, indices) = number?;
        Some(Memory {
            name: entry.name(),
            doc: self.doc(&map),
            number,
            indices,
            // One that can't be read is reported; the largest stands for it, and nothing more is said.
            size: map.get("size").map(|node| {
                let size = self.number(node);
                size.unwrap_or(Spanned::new(1 << 30, node.span))
            }),
            access,
            cache: cache.unwrap_or_default(),
            backing,
            bar,
            bar_entry,
            layout: match layout {
                Some(layout) => Some(layout?),
                None => None,
            },
        })
    }

    /// A number, or `{ base: 0x100, index: 0..5 }`.
    pub(super) fn memory_type(&mut self, node: &Node<'_>) -> Option<(Number, Option<Indices>)> {
        if !matches!(node.kind, Kind::Map(_)) {
            return self.number(node).map(|number| (number, None));
        }
        let keys = ["base", "index", "size"];
        let map = self.map(node, "a family of memory types", &keys, &[])?;
        let base = self
            .required(&map, "base")
            .and_then(|node| self.number(node));
        if let Some(size) = map.entry("size") {
            let mistake = Diagnostic::new(
                &codes::MEMORY_TYPE_SIZE,
                size.key.span,
                "a size in a memory type",
            )
            .note(
                "each unmap asks for the type once more and must get the memory that was \
                         mapped; by its size, the driver could only make another",
            )
            .note(
                "let a method set the size before the client maps, or give each size an \
                         index of its own",
            );
            self.found.push(mistake);
            return None;
        }
        let indices = self
            .required(&map, "index")
            .and_then(|node| self.indices(node));
        Some((base?, Some(indices?)))
    }

    /// `0..5`, or `{ range: 0..31, count: driver }`.
    fn indices(&mut self, node: &Node<'_>) -> Option<Indices> {
        let (range, counted) = if matches!(node.kind, Kind::Map(_)) {
            let map = self.map(node, "an index", &["range", "count"], &[])?;
            let range = self.required(&map, "range");
            let count = map.get("count");
            let count = count.and_then(|node| self.word(node, &[("driver", ())]));
            (range?, count.is_some())
        } else {
            (node, false)
        };
        let (first, last) = self.range(range, "a range of indices, such as 0..5")?;
        Some(Indices {
            first,
            last,
            counted,
            span: range.span,
        })
    }

    fn cache(&mut self, node: &Node<'_>) -> Option<Cache> {
        let words = [
            ("default", Cache::Default),
            ("inhibit", Cache::Inhibit),
            ("write-through", Cache::WriteThrough),
            ("copyback", Cache::Copyback),
            ("write-combine", Cache::WriteCombine),
            ("copyback-inner", Cache::CopybackInner),
            ("posted-write", Cache::PostedWrite),
            ("real-time", Cache::RealTime),
            ("posted-reordered", Cache::PostedReordered),
            ("posted-combined-reordered", Cache::PostedCombinedReordered),
        ];
        self.word(node, &words).map(|word| word.value)
    }

    fn backing(&mut self, node: &Node<'_>) -> Option<Spanned<Backing>> {
        let words = [
            ("buffer", Backing::Buffer),
            ("handler", Backing::Handler),
            ("pci-bar", Backing::PciBar),
            ("usb-buffer", Backing::UsbBuffer),
        ];
        self.word(node, &words)
    }

    /// A type, `[Record]`, or `{ ring: … }`.
    fn layout(&mut self, node: &Node<'_>) -> Option<MemoryLayout> {
        if matches!(node.kind, Kind::Map(_)) {
            let map = self.map(node, "a layout", &["ring"], &[])?;
            let ring = self.required(&map, "ring")?;
            return self.ring(ring).map(MemoryLayout::Ring);
        }
        let (text, span) = self.type_text(node)?;
        if let Some(ty) = text::type_expr(text, span) {
            return Some(MemoryLayout::Value(ty));
        }
        let element = text::open_array(text, span);
        if element.is_none() {
            self.bad_type(text, node.span);
        }
        element.map(|element| MemoryLayout::Elements(element, node.span))
    }

    fn ring(&mut self, node: &Node<'_>) -> Option<Ring> {
        let keys = ["element", "capacity", "producer"];
        let map = self.map(node, "a ring", &keys, &[])?;
        let element = self
            .required(&map, "element")
            .and_then(|node| self.type_expr(node));
        let capacity = self
            .required(&map, "capacity")
            .and_then(|node| self.number(node));
        let producer = self.required(&map, "producer").and_then(|node| {
            let words = [("driver", Side::Driver), ("client", Side::Client)];
            self.word(node, &words)
        });
        Some(Ring {
            element: element?,
            capacity: capacity?,
            producer: producer?.value,
            span: node.span,
        })
    }
}
