//! Shared data queues, which no dext has, and what takes their place.

use iigen_parser::interface::{MemoryLayout, QueueElement, Type};
use iigen_parser::naming;
use iigen_parser::spec::{self, Language};

use super::data::type_name;
use super::{Entry, Migration, Verdict, rules};

/// The longest event of a completion: 16 words.
const LONGEST_EVENT: u64 = 128;

impl Migration<'_> {
    /// A queue is the only thing of a spec that has to become another.
    pub(super) fn queue(&mut self, memory: &spec::Memory, queue: &spec::Queue) {
        let mut all = self.interface().memory.iter();
        let found = all.find(|of| of.name == memory.name.value);
        let Some(MemoryLayout::Queue(meant)) = found.and_then(|of| of.layout.as_ref()) else {
            return;
        };
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
                self.completion(&memory.name.value, ty)
            ));
        }
        advice.push(self.ring(memory, meant.capacity, &meant.element));
        self.found.push(Entry {
            verdict: Verdict::Cant,
            rule: rules::QUEUE.name.to_owned(),
            span: queue.span,
            what: format!("the queue `{}`: only a kext has one", memory.name.value),
            advice,
        });
    }

    /// A method that tells of entries, with a selector that is free.
    fn completion(&mut self, name: &str, ty: &Type) -> String {
        let selector = self.free_selector();
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
                    "`watch_{name}: {{ selector: {selector}, completion: {{ event: {event}, repeats: true }} }}`"
                )
            }
            Language::Rust => {
                format!("`#[selector({selector})] fn watch_{name}(&self) -> Events<{shown}>;`")
            }
        }
    }

    /// The same memory as a ring, and what its elements are.
    fn ring(&mut self, memory: &spec::Memory, capacity: u64, element: &QueueElement) -> String {
        let capacity = capacity.checked_next_power_of_two().unwrap_or(capacity);
        let (shown, bytes) = match element {
            QueueElement::Value(ty) => (type_name(ty, self.interface()), String::new()),
            QueueElement::Bytes(most) => (
                "Entry".to_owned(),
                format!(
                    " Its elements have one size: let Entry be a record of a length and {most} bytes."
                ),
            ),
        };
        let number = self.free_memory_type();
        let name = format!("{}_ring", memory.name.value);
        let written = match self.whole.spec.language {
            Language::Yaml => format!(
                "`{}: {{ type: {number}, access: read-write, backing: buffer, layout: {{ ring: {{ element: {shown}, \
                 capacity: {capacity}, producer: driver }} }} }}`",
                name
            ),
            Language::Rust => format!(
                "`#[memory({number}, backing = buffer)] fn {}(&self) -> RingConsumer<{shown}, {capacity}>;`",
                naming::rust_map(&name)
            ),
        };
        format!(
            "By a ring, where there are many: {written}.{bytes} Nobody is told when something is in it: the client \
             looks from time to time, or waits for a completion that says so."
        )
    }

    /// The lowest selector that nothing has, and no advice so far.
    fn free_selector(&mut self) -> u32 {
        let interface = self.interface();
        let methods = interface.methods.iter().map(|of| of.selector);
        let retired = interface.retired.iter().map(|of| of.selector);
        let advised = self.advised_selectors.iter().copied();
        let single = methods
            .chain(retired)
            .chain(interface.handshake)
            .chain(advised);
        let taken = single
            .map(|of| (of, of))
            .chain(interface.reserved.iter().copied());
        let free = lowest_free(taken.collect());
        self.advised_selectors.push(free);
        free
    }

    /// The lowest memory type that nothing has, and no advice so far.
    fn free_memory_type(&mut self) -> u32 {
        let taken = self.interface().memory.iter().map(|of| match of.indices {
            None => (of.number, of.number),
            Some(indices) => (of.number | indices.first, of.number | indices.last),
        });
        let advised = self.advised_types.iter().map(|&of| (of, of));
        let free = lowest_free(taken.chain(advised).collect());
        self.advised_types.push(free);
        free
    }
}

/// The lowest number that is in none of the ranges, whose ends belong to them.
fn lowest_free(mut taken: Vec<(u32, u32)>) -> u32 {
    taken.sort_unstable();
    taken.into_iter().fold(0, |free, (first, last)| {
        if first <= free && last >= free {
            last.saturating_add(1)
        } else {
            free
        }
    })
}
