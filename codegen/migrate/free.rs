//! Numbers and names that advice may give away: what the spec doesn't have, and no advice so far.

use iigen_parser::interface::Interface;
use iigen_parser::spec::Spec;

/// The longest name that the language has.
const LONGEST: usize = 50;

/// What the spec has, in the words of the spec, and what advice has given away.
pub(super) struct Taken {
    selectors: Vec<u32>,
    memory_types: Vec<u32>,
    /// In lower case and without underscores, so that names which become the same in a language are.
    names: Vec<String>,
}

impl Taken {
    pub(super) fn of(spec: &Spec) -> Self {
        let methods = spec.methods.iter();
        let names = methods.flat_map(|of| std::iter::once(&of.name).chain(&of.handler));
        let names = names
            .chain(spec.memory.iter().map(|of| &of.name))
            .chain(spec.types.iter().map(|of| &of.name))
            .chain(spec.callbacks.iter().map(|of| &of.name))
            .chain([&spec.class, &spec.provider]);
        Self {
            selectors: Vec::new(),
            memory_types: Vec::new(),
            names: names.map(|of| plain(&of.value)).collect(),
        }
    }

    /// `start`, `name` and `end` as one name. What is made of it (a class, the reply of a method) begins
    /// with it, and so no name of the spec may.
    pub(super) fn name(&mut self, start: &str, name: &str, end: &str) -> String {
        // Room for a number, too.
        let room = LONGEST - start.len() - end.len() - 3;
        let name = name[..name.len().min(room)].trim_end_matches('_');
        let base = format!("{start}{name}{end}");
        let is_free = |made: &String| {
            let made = plain(made);
            !self.names.iter().any(|of| of.starts_with(&made))
        };
        let numbered = (2..).map(|number| format!("{base}_{number}"));
        let mut made = std::iter::once(base.clone()).chain(numbered);
        let made = made.find(is_free).unwrap_or_default();
        self.names.push(plain(&made));
        made
    }

    /// The lowest selector.
    pub(super) fn selector(&mut self, interface: &Interface) -> u32 {
        let methods = interface.methods.iter().map(|of| of.selector);
        let retired = interface.retired.iter().map(|of| of.selector);
        let advised = self.selectors.iter().copied();
        let single = methods
            .chain(retired)
            .chain(interface.handshake)
            .chain(advised);
        let taken = single
            .map(|of| (of, of))
            .chain(interface.reserved.iter().copied());
        let free = lowest_free(taken.collect());
        self.selectors.push(free);
        free
    }

    /// The lowest memory type.
    pub(super) fn memory_type(&mut self, interface: &Interface) -> u32 {
        let taken = interface.memory.iter().map(|of| match of.indices {
            None => (of.number, of.number),
            Some(indices) => (of.number | indices.first, of.number | indices.last),
        });
        let advised = self.memory_types.iter().map(|&of| (of, of));
        let free = lowest_free(taken.chain(advised).collect());
        self.memory_types.push(free);
        free
    }
}

fn plain(name: &str) -> String {
    name.replace('_', "").to_ascii_lowercase()
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
