//! Memory that the client may map.

use iigen_parser::spec::{Access, Memory, MemoryLayout, Queue, QueueElement, Side, TypeExpr};

use super::super::words;
use super::Module;
use super::layout::{attribute, method};
use super::text::Depth::Member;
use super::text::key;

impl Module<'_> {
    pub(super) fn memory(&mut self, of: &Memory) {
        self.out.doc(Member, &of.doc);
        if let Some(MemoryLayout::Elements(TypeExpr::Named(name), _)) = &of.layout
            && name.value == "u8"
        {
            self.out.line(Member, "#[array]");
        }
        if let Some(MemoryLayout::Queue(Queue {
            element: QueueElement::Bytes(most),
            ..
        })) = &of.layout
        {
            let most = format!("#[max({})]", self.written.rust_size(most));
            self.out.line(Member, &most);
        }
        let arguments = self.memory_arguments(of);
        self.out
            .line(Member, &attribute(Member as usize, "memory", &arguments));
        let index = of.indices.as_ref().map(|_| "index: u32".to_owned());
        let parameters: Vec<_> = index.into_iter().collect();
        let name = format!("map_{}", of.name.value);
        self.out
            .line(Member, &method(&name, &parameters, &[self.mapped(of)]));
    }

    fn memory_arguments(&self, of: &Memory) -> Vec<String> {
        let number = self.written.rust(&of.number);
        let mut arguments = Vec::new();
        match &of.indices {
            None => arguments.push(number),
            Some(indices) => {
                arguments.push(key("base", number));
                let range = self.written.rust_range(&indices.first, &indices.last);
                arguments.push(key("index", range));
                if indices.counted {
                    arguments.push(key("count", "driver"));
                }
            }
        }
        if let Some(size) = &of.size {
            arguments.push(key("size", self.written.rust_size(size)));
        }
        // The words of YAML have hyphens.
        let word = |word: &str| word.replace('-', "_");
        if let Some(backing) = of.backing.and_then(|of| words::backing(of.value)) {
            arguments.push(key("backing", word(backing)));
        }
        if let Some(bar) = &of.bar {
            arguments.push(key("bar", self.written.rust(bar)));
        }
        if let Some(cache) = words::cache(of.cache) {
            arguments.push(key("cache", word(cache)));
        }
        arguments
    }

    /// `Mapping<RingPage, ReadWrite>`, or the client's end of a ring or a queue.
    fn mapped(&self, of: &Memory) -> String {
        let ty = |ty| self.written.rust_type(ty);
        let layout = match &of.layout {
            None => "[u8]".to_owned(),
            Some(MemoryLayout::Value(of)) => ty(of),
            Some(MemoryLayout::Elements(of, _)) => format!("[{}]", ty(of)),
            Some(MemoryLayout::Ring(ring)) => {
                let end = match ring.producer {
                    Side::Driver => "RingConsumer",
                    Side::Client => "RingProducer",
                };
                let capacity = self.written.rust_digits(&ring.capacity);
                return format!("{end}<{}, {capacity}>", ty(&ring.element));
            }
            Some(MemoryLayout::Queue(queue)) => {
                let element = match &queue.element {
                    QueueElement::Value(of) => ty(of),
                    QueueElement::Bytes(_) => "[u8]".to_owned(),
                };
                let capacity = self.written.rust_digits(&queue.capacity);
                return format!("DataQueue<{element}, {capacity}>");
            }
        };
        let access = match of.access.map(|access| access.value) {
            Some(Access::ReadOnly) => "ReadOnly",
            _ => "ReadWrite",
        };
        format!("Mapping<{layout}, {access}>")
    }
}
