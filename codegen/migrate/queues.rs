//! Shared data queues, which no dext has, and what takes their place.

use iigen_parser::interface::{MemoryLayout, QueueElement, Ring, Type};
use iigen_parser::naming;
use iigen_parser::spec::{self, Language};

use super::data::type_name;
use super::{Entry, Migration, Verdict, rules};

/// The longest event of a completion: 16 words.
const LONGEST_EVENT: u64 = 128;

/// The largest type and the largest memory of a spec.
const LARGEST_TYPE: u64 = 16 << 20;
const LARGEST_MEMORY: u64 = 1 << 30;

impl Migration<'_> {
    /// A queue is the only thing of a spec that has to become another.
    pub(super) fn queue(&mut self, memory: &spec::Memory, queue: &spec::Queue) {
        let mut all = self.interface().memory.iter();
        let found = all.find(|of| of.name == memory.name.value);
        let Some(MemoryLayout::Queue(meant)) = found.and_then(|of| of.layout.as_ref()) else {
            return;
        };
        let name = &memory.name.value;
        let mut advice = vec![
            "A dext's user client has neither notification ports nor an IOSharedDataQueue. What takes its place a \
             kext has as well: add it to the kext first, and take the queue away when the last client has moved."
                .to_owned(),
        ];
        if let QueueElement::Value(ty) = &meant.element
            && self.interface().layout(ty).size <= LONGEST_EVENT
        {
            advice.push(format!(
                "By a completion, where each entry counts as an event: {}. The system sends each as a message, and \
                 the client keeps up to 1,024 that nobody has taken, and counts what it loses.",
                self.completion(name, ty)
            ));
        }
        advice.push(self.ring(name, meant.capacity, &meant.element));
        self.found.push(Entry {
            verdict: Verdict::Cant,
            rule: rules::QUEUE.name.to_owned(),
            span: queue.span,
            what: format!("the queue `{name}`: only a kext has one"),
            advice,
        });
    }

    /// A method that tells of entries, with a name and a selector that are free.
    fn completion(&mut self, name: &str, ty: &Type) -> String {
        let name = self.taken.name("watch_", name, "");
        let selector = self.taken.selector(&self.whole.interface);
        let shown = type_name(ty, self.interface());
        let is_record =
            matches!(ty, Type::Named(id) if !self.interface().type_def(*id).body.is_integer());
        match self.whole.spec.language {
            Language::Yaml => {
                let event = if is_record {
                    shown
                } else {
                    format!("{{ value: {shown} }}")
                };
                format!(
                    "`{name}: {{ selector: {selector}, completion: {{ event: {event}, repeats: true }} }}`"
                )
            }
            Language::Rust => {
                let name = naming::rust_name(&name);
                format!("`#[selector({selector})] fn {name}(&self) -> Events<{shown}>;`")
            }
        }
    }

    /// The same memory as a ring, and what its elements are.
    fn ring(&mut self, name: &str, capacity: u64, element: &QueueElement) -> String {
        let (shown, size, record) = match element {
            QueueElement::Value(ty) => {
                let interface = self.interface();
                let size = interface.layout(ty).size;
                (type_name(ty, interface), size, String::new())
            }
            QueueElement::Bytes(most) => {
                let (shown, size, record) = self.entry_record(name, *most);
                (
                    shown,
                    size,
                    format!(" Its elements have one size: {record}."),
                )
            }
        };
        if size > LARGEST_TYPE {
            return "By memory that the client maps, and a completion that says which part of it is new: entries \
                    are too long for a ring."
                .to_owned();
        }
        let most = (LARGEST_MEMORY - Ring::ELEMENTS) / size;
        let mut capacity = capacity.checked_next_power_of_two().unwrap_or(capacity);
        while capacity > most {
            capacity /= 2;
        }
        let name = self.taken.name("", name, "_ring");
        let number = self.taken.memory_type(&self.whole.interface);
        let written = match self.whole.spec.language {
            Language::Yaml => format!(
                "`{name}: {{ type: {number}, access: read-write, backing: buffer, layout: {{ ring: {{ element: {shown}, \
                 capacity: {capacity}, producer: driver }} }} }}`"
            ),
            Language::Rust => format!(
                "`#[memory({number}, backing = buffer)] fn {}(&self) -> RingConsumer<{shown}, {capacity}>;`",
                naming::rust_map(&name)
            ),
        };
        format!(
            "By a ring, where there are many: {written}.{record} Nobody is told when something is in it: the client \
             looks from time to time, or waits for a completion that says so."
        )
    }

    /// A record of bytes and how many there are: its name, its size and its text.
    fn entry_record(&mut self, queue: &str, most: u64) -> (String, u64, String) {
        // In whole words, so that there is no padding.
        let bytes = most.next_multiple_of(4);
        let name = self.taken.name("", queue, "_entry");
        let name = naming::handler(&name);
        let written = match self.whole.spec.language {
            Language::Yaml => {
                format!("`{name}: {{ struct: {{ length: u32, bytes: \"[u8; {bytes}]\" }} }}`")
            }
            Language::Rust => format!(
                "`#[repr(C)] pub struct {name} {{ pub length: u32, pub bytes: [u8; {bytes}] }}`"
            ),
        };
        (name, bytes + 4, written)
    }
}
