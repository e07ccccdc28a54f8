//! Memory that the client may map.

use iigen_parser::spec::{
    Access, Indices, Memory, MemoryLayout, Name, Number, Queue, QueueElement, Side,
};
use serde_yaml::Value;

use super::super::words;
use super::value::{Map, Values};

impl Values<'_> {
    pub(super) fn memory<'s>(&self, memory: &'s Memory) -> (&'s Name, Value) {
        let number = self.memory_type(&memory.number, memory.indices.as_ref());
        if let Some(MemoryLayout::Queue(queue)) = &memory.layout {
            let map = Map::default()
                .with("type", number)
                .with("queue", self.queue(queue))
                .doc(&memory.doc);
            return (&memory.name, map.value());
        }
        let access = memory.access.map(|access| match access.value {
            Access::ReadOnly => "read-only",
            Access::ReadWrite => "read-write",
        });
        let backing = memory.backing.and_then(|of| words::backing(of.value));
        let map = Map::default()
            .with("type", number)
            .maybe("size", memory.size.as_ref().map(|size| self.size(size)))
            .maybe("access", access.map(Value::from))
            .maybe("cache", words::cache(memory.cache).map(Value::from))
            .maybe("backing", backing.map(Value::from))
            .maybe("bar", memory.bar.as_ref().map(|bar| self.number(bar)))
            .maybe("layout", memory.layout.as_ref().map(|of| self.layout(of)))
            .doc(&memory.doc);
        (&memory.name, map.value())
    }

    fn memory_type(&self, number: &Number, indices: Option<&Indices>) -> Value {
        let Some(indices) = indices else {
            return self.number(number);
        };
        let range = self.range(&indices.first, &indices.last);
        let index = Map::default()
            .with("range", range)
            .maybe("count", indices.counted.then(|| "driver".into()))
            .short("range");
        Map::default()
            .with("base", self.number(number))
            .with("index", index)
            .value()
    }

    fn layout(&self, layout: &MemoryLayout) -> Value {
        match layout {
            MemoryLayout::Value(ty) => self.ty(ty),
            MemoryLayout::Elements(ty, _) => Value::String(format!("[{}]", self.type_text(ty))),
            MemoryLayout::Ring(ring) => {
                let producer = match ring.producer {
                    Side::Driver => "driver",
                    Side::Client => "client",
                };
                let inner = Map::default()
                    .with("element", self.ty(&ring.element))
                    .with("capacity", self.number(&ring.capacity))
                    .with("producer", producer);
                Map::default().with("ring", inner.value()).value()
            }
            // It stands beside the type, not in a layout.
            MemoryLayout::Queue(queue) => self.queue(queue),
        }
    }

    fn queue(&self, queue: &Queue) -> Value {
        let element = match &queue.element {
            QueueElement::Value(ty) => self.ty(ty),
            QueueElement::Bytes(most) => {
                let bytes = Map::default().with("max", self.size(most));
                Map::default().with("bytes", bytes.value()).value()
            }
        };
        Map::default()
            .with("element", element)
            .with("capacity", self.number(&queue.capacity))
            .value()
    }
}
