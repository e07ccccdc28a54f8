//! Memory of the driver: its type, and the method that maps it.

use iigen_parser::doc;
use iigen_parser::interface::{Memory, MemoryLayout, Queue, QueueElement, Ring};
use iigen_parser::naming;
use iigen_parser::spec::{Access, Cache, Side};

use super::types::Rust;
use crate::rust_layout;
use crate::text::Text;

/// Memory, and the method that maps it.
pub(super) struct MappingView {
    doc: String,
    alias: String,
    /// The method's documentation.
    method_doc: String,
    head: String,
    constant: String,
    /// What the method answers.
    call: String,
}

impl MappingView {
    /// A name for the type of the mapping.
    pub(super) fn write_alias(&self, text: &mut Text) {
        text.gap();
        text.lines(&self.doc);
        text.line(&["#[allow(dead_code)]"]);
        text.line(&[&self.alias]);
    }

    /// The method that maps it.
    pub(super) fn write_method(&self, text: &mut Text) {
        text.gap();
        text.lines(&self.method_doc);
        text.line(&["    ", &self.head]);
        text.line(&["        ", &self.constant]);
        text.line(&["        ", &self.call]);
        text.line(&["    }"]);
    }
}

/// What is written of a memory.
pub(super) fn view(memory: &Memory, rust: Rust<'_>) -> MappingView {
    let (name, alias, call) = mapped(memory, rust);
    let (argument, statement) = match memory.indices {
        None => (
            None,
            format!("self.connection.{call}({})", arguments(memory)),
        ),
        Some(of) => (
            Some("index: u32".to_owned()),
            format!(
                "let memory = MEMORY.at(index, {}, {})?;\n        self.connection.{call}(memory)",
                rust_layout::grouped(of.first.into()),
                rust_layout::grouped(of.last.into())
            ),
        ),
    };
    let parameters: Vec<_> = std::iter::once("&self".to_owned())
        .chain(argument)
        .collect();
    let head = format!("pub fn {}", naming::rust_map(&memory.name));
    let output = format!("Result<{name}<T>, ::iigen_client::Error>");
    let what = match memory.indices {
        None => format!("Maps `{}`.", memory.name),
        Some(of) => format!(
            "Maps `{}` of an index from {} to {}.",
            memory.name, of.first, of.last
        ),
    };
    MappingView {
        doc: doc::rust_comment(&documentation(memory), 0),
        alias,
        method_doc: doc::rust_comment(&[what], 4),
        head: rust_layout::signature(4, &head, &parameters, &output),
        constant: constant(memory),
        call: statement,
    }
}

/// The type of the mapping, its declaration, and what maps it.
fn mapped(memory: &Memory, rust: Rust<'_>) -> (String, String, &'static str) {
    let access = match memory.access {
        Access::ReadOnly => "::iigen_client::ReadOnly",
        Access::ReadWrite => "::iigen_client::ReadWrite",
    };
    let (ty, call) = match &memory.layout {
        None => ("[u8]".to_owned(), "map_bytes"),
        Some(MemoryLayout::Value(ty)) => (rust.name(ty), "map"),
        Some(MemoryLayout::Elements(ty)) => (format!("[{}]", rust.name(ty)), "map_elements"),
        Some(MemoryLayout::Ring(ring)) => return ring_of(memory, ring, rust),
        Some(MemoryLayout::Queue(queue)) => return queue_of(memory, queue, rust),
    };
    let name = naming::rust_mapping(&memory.name);
    let arguments = [ty.as_str(), access, "T"];
    let alias = rust_layout::alias(&format!("{name}<T>"), "::iigen_client::Mapping", &arguments);
    (name, alias, call)
}

fn ring_of(memory: &Memory, ring: &Ring, rust: Rust<'_>) -> (String, String, &'static str) {
    let name = naming::rust_ring(&memory.name);
    let checked = rust.is_constrained(&ring.element);
    let (end, call) = match (ring.producer, checked) {
        (Side::Client, false) => ("::iigen_client::RingProducer", "ring_producer"),
        (Side::Client, true) => ("::iigen_client::RingProducer", "checked_ring_producer"),
        (Side::Driver, false) => ("::iigen_client::RingConsumer", "ring_consumer"),
        (Side::Driver, true) => ("::iigen_client::RingConsumer", "checked_ring_consumer"),
    };
    let (element, capacity) = (rust.name(&ring.element), ring.capacity.to_string());
    let arguments = [element.as_str(), &capacity, "T"];
    let alias = rust_layout::alias(&format!("{name}<T>"), end, &arguments);
    (name, alias, call)
}

fn queue_of(memory: &Memory, queue: &Queue, rust: Rust<'_>) -> (String, String, &'static str) {
    let name = naming::rust_queue(&memory.name);
    let (element, call) = match &queue.element {
        QueueElement::Bytes(_) => ("Vec<u8>".to_owned(), "data_queue_of_bytes"),
        QueueElement::Value(ty) if rust.is_constrained(ty) => (rust.name(ty), "checked_data_queue"),
        QueueElement::Value(ty) => (rust.name(ty), "data_queue"),
    };
    let arguments = [element.as_str(), "T"];
    let alias = rust_layout::alias(
        &format!("{name}<T>"),
        "::iigen_client::DataQueue",
        &arguments,
    );
    (name, alias, call)
}

/// What it is mapped with.
fn arguments(memory: &Memory) -> String {
    match &memory.layout {
        Some(MemoryLayout::Queue(Queue {
            element: QueueElement::Bytes(most),
            ..
        })) => format!("MEMORY, {}", rust_layout::grouped((*most).into())),
        _ => "MEMORY".to_owned(),
    }
}

/// The user's lines, and one about the memory itself.
fn documentation(memory: &Memory) -> Vec<String> {
    let mut lines = memory.doc.clone();
    let number = match memory.indices {
        None => format!("Memory type {}", memory.number),
        Some(of) => format!(
            "Memory types {:#x} | {} to {}",
            memory.number, of.first, of.last
        ),
    };
    let size = memory
        .size
        .map_or(String::new(), |size| format!(", {}", doc::size(size)));
    let what = match (&memory.layout, memory.access) {
        (Some(MemoryLayout::Ring(ring)), _) => match ring.producer {
            Side::Driver => "a ring that the driver fills",
            Side::Client => "a ring that the client fills",
        },
        (Some(MemoryLayout::Queue(_)), _) => "a queue that the kext fills",
        (_, Access::ReadOnly) => "read-only",
        (_, Access::ReadWrite) => "read-write",
    };
    doc::add(&mut lines, format!("{number}{size}, {what}."));
    lines
}

fn constant(memory: &Memory) -> String {
    let cache = match memory.cache {
        Cache::Default => "Default",
        Cache::Inhibit => "Inhibit",
        Cache::WriteThrough => "WriteThrough",
        Cache::Copyback => "Copyback",
        Cache::WriteCombine => "WriteCombine",
        Cache::CopybackInner => "CopybackInner",
        Cache::PostedWrite => "PostedWrite",
        Cache::RealTime => "RealTime",
        Cache::PostedReordered => "PostedReordered",
        Cache::PostedCombinedReordered => "PostedCombinedReordered",
    };
    let fields = [
        format!("name: \"{}\"", memory.name),
        format!("number: {}", rust_layout::grouped(memory.number.into())),
        format!(
            "size: {}",
            rust_layout::grouped(memory.size.unwrap_or(0).into())
        ),
        format!("cache: ::iigen_client::Cache::{cache}"),
    ];
    format!(
        "const MEMORY: ::iigen_client::Memory = ::iigen_client::Memory {{\n            {},\n        }};",
        fields.join(",\n            ")
    )
}
