//! `#[memory(…)]` methods of the trait: memory that the client may map.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::{Span, Spanned};
use crate::spec::{Backing, Cache, Indices, Memory, Name, Number};

use super::attributes::Attributes;
use super::mapped::Mapped;
use super::passed::Owner;
use super::reader::Reader;
use super::signature::Signature;
use super::tokens::{Tokens, is_punct};

const KEYS: &[&str] = &["size", "backing", "cache", "bar", "base", "index", "count"];

const BACKINGS: &[(&str, Backing)] = &[
    ("buffer", Backing::Buffer),
    ("usb_buffer", Backing::UsbBuffer),
    ("pci_bar", Backing::PciBar),
    ("handler", Backing::Handler),
];

const CACHES: &[(&str, Cache)] = &[
    ("default", Cache::Default),
    ("inhibit", Cache::Inhibit),
    ("write_through", Cache::WriteThrough),
    ("copyback", Cache::Copyback),
    ("write_combine", Cache::WriteCombine),
    ("copyback_inner", Cache::CopybackInner),
    ("posted_write", Cache::PostedWrite),
    ("real_time", Cache::RealTime),
    ("posted_reordered", Cache::PostedReordered),
    ("posted_combined_reordered", Cache::PostedCombinedReordered),
];

/// What the attribute says of memory.
struct Arguments {
    /// The memory type, or the base of a family.
    number: Option<Number>,
    indices: Option<Indices>,
    /// Whether it is meant to be a family.
    is_family: bool,
    size: Option<Number>,
    backing: Option<Spanned<Backing>>,
    cache: Cache,
    bar: Option<Number>,
    bar_entry: Option<Span>,
}

impl Reader<'_> {
    /// `#[memory(0, size = 64 << 10, backing = buffer)] fn map_ring(&self) -> Mapping<[u8], ReadOnly>;`.
    pub(super) fn memory(
        &mut self,
        signature: Signature,
        mut attributes: Attributes,
    ) -> Option<Memory> {
        let name = self.memory_name(&signature.name);
        self.pass(&mut attributes, &Owner::Memory(name.value.clone()));
        let returned = signature.returned.clone();
        let mapped = self.mapped(returned, &signature.name, &mut attributes);
        let queue = self.queue_in(&signature.returned);
        let arguments = self.memory_arguments(&mut attributes, &name, queue);
        let bounded = mapped.as_ref().is_some_and(Mapped::is_queue_of_bytes);
        let known = ["memory", "array", "max"];
        let known = &known[..if bounded { 3 } else { 2 }];
        self.refuse(&attributes, "memory", known);
        let is_family = arguments.as_ref().map(|of| of.is_family);
        self.index(&signature, is_family);
        let (arguments, mapped) = (arguments?, mapped?);
        Some(Memory {
            name,
            doc: attributes.doc(),
            number: arguments.number?,
            indices: arguments.indices,
            size: arguments.size,
            access: mapped.access,
            cache: arguments.cache,
            backing: arguments.backing,
            bar: arguments.bar,
            bar_entry: arguments.bar_entry,
            layout: mapped.layout,
        })
    }

    /// A key, its value, and what parts them from the key in front, or else from the one behind.
    fn whole_key(&mut self, parts: &[Tokens], key: &str) -> Option<Span> {
        let is_key = |part: &Tokens| matches!(part.peek(), Some(proc_macro2::TokenTree::Ident(of)) if of == key);
        let at = parts.iter().position(is_key)?;
        let own = self.place(parts[at].span());
        let own = own.to(self.place(parts[at].last_span()));
        let front = at
            .checked_sub(1)
            .map(|front| self.place(parts[front].last_span()));
        let behind = parts.get(at + 1).map(|behind| self.place(behind.span()));
        Some(own.with_separator(front, behind))
    }

    /// `ring` of `map_ring`.
    fn memory_name(&mut self, method: &Name) -> Name {
        if let Some(name) = method.value.strip_prefix("map_")
            && !name.is_empty()
        {
            return Spanned::new(name.to_owned(), method.span);
        }
        let message = format!(
            "`{}` maps memory, and its name doesn't say so",
            method.value
        );
        let named = format!("map_{}", method.value.trim_start_matches("map_"));
        let mistake = Diagnostic::new(&codes::RUST_MEMORY, method.span, message);
        self.found.push(match named.as_str() {
            "map_" => mistake.note("its name is map_ and that of the memory: map_ring"),
            _ => mistake.edit("as the client's method is called", method.span, named),
        });
        method.clone()
    }

    /// What stands in the parentheses; `queue` is where one was written that the method returns.
    fn memory_arguments(
        &mut self,
        attributes: &mut Attributes,
        name: &Name,
        queue: Option<Span>,
    ) -> Option<Arguments> {
        let takes = "the memory's type: #[memory(0, size = 4096, backing = buffer)]";
        let (_, group) = self.with_arguments(attributes, "memory", takes)?;
        let mut parts = Tokens::inside(&group).split();
        let is_key = |part: &Tokens| {
            let is_word = matches!(part.peek(), Some(proc_macro2::TokenTree::Ident(_)));
            is_word && matches!(part.peek_at(1), Some(token) if is_punct(token, '='))
        };
        let single = match parts.first() {
            Some(first) if !is_key(first) => Some(parts.remove(0)),
            _ => None,
        };
        let is_single = single.is_some();
        let bar_entry = self.whole_key(&parts, "bar");
        let single = single.and_then(|tokens| self.whole_number(tokens));
        let mut keys = self.keys(parts, "#[memory]", KEYS);
        let mut take = |key| keys.take(key);
        let (base, index, count) = (take("base"), take("index"), take("count"));
        let (size, bar) = (take("size"), take("bar"));
        let (backing, cache) = (take("backing"), take("cache"));
        if let Some(queue) = queue {
            for (key, _) in [&size, &backing, &cache, &bar].into_iter().flatten() {
                let message = format!("`{}` of a queue", key.value);
                self.found.push(
                    Diagnostic::new(&codes::BAD_COMBINATION, key.span, message)
                        .label(queue, "the kext makes it, and both sides write to it"),
                );
            }
        } else if backing.is_none() {
            let words: Vec<_> = BACKINGS.iter().map(|(word, _)| *word).collect();
            let note = format!(
                "write backing = and where it comes from: {}",
                words.join(", ")
            );
            self.missing(name, "`backing`", &note);
        }
        let is_family = !is_single && (base.is_some() || index.is_some());
        let (number, indices) = if is_family {
            if base.is_none() {
                self.missing(
                    name,
                    "`base`",
                    "a family has the bits that all of its types have",
                );
            }
            if index.is_none() {
                self.missing(name, "`index`", "a family has indices: index = 0..=5");
            }
            let base = base.and_then(|(_, tokens)| self.number_behind(tokens));
            (base, self.indices(index, count))
        } else {
            for (key, _) in [base, index, count].into_iter().flatten() {
                let message = format!("`{}` of memory that is no family", key.value);
                self.found.push(
                    Diagnostic::new(&codes::BAD_COMBINATION, key.span, message).note(
                        "a single memory type is #[memory(0, …)], a family is #[memory(base = \
                         0x100, index = 0..=5, …)]",
                    ),
                );
            }
            if !is_single {
                self.missing(
                    name,
                    "a memory type",
                    "write its number first: #[memory(0, …)]",
                );
            }
            (single, None)
        };
        let mut number_of = |key: Option<(Name, Tokens)>| {
            let (key, tokens) = key?;
            // One that can't be read is reported, and is there.
            let number = self.number_behind(tokens);
            Some(number.unwrap_or(Spanned::new(1, key.span)))
        };
        let (size, bar) = (number_of(size), number_of(bar));
        Some(Arguments {
            number,
            indices,
            is_family,
            size: size.filter(|_| queue.is_none()),
            bar: bar.filter(|_| queue.is_none()),
            bar_entry: bar_entry.filter(|_| queue.is_none()),
            backing: match queue {
                Some(queue) => Some(Spanned::new(Backing::Queue, queue)),
                None => backing.and_then(|(_, tokens)| self.word_behind(tokens, BACKINGS)),
            },
            cache: cache
                .and_then(|(_, tokens)| self.word_behind(tokens, CACHES))
                .map_or(Cache::Default, |word| word.value),
        })
    }

    /// `index = 0..=31, count = driver`.
    fn indices(
        &mut self,
        index: Option<(Name, Tokens)>,
        count: Option<(Name, Tokens)>,
    ) -> Option<Indices> {
        let counted = count.and_then(|(_, tokens)| self.word_behind(tokens, &[("driver", ())]));
        let (_, tokens) = index?;
        let (first, last) = self.range_behind(tokens)?;
        Some(Indices {
            first,
            last,
            counted: counted.is_some(),
            span: first.span.to(last.span),
        })
    }

    /// The parameters: `index: u32` for a family, otherwise none.
    fn index(&mut self, signature: &Signature, is_family: Option<bool>) {
        let parameters = self.parameters_of(signature);
        let Some(is_family) = is_family else { return };
        let name = &signature.name.value;
        let is_index = |tokens: &Tokens| {
            let is_name = tokens.is_word(0, "index") && tokens.peek_at(3).is_none();
            let colon = matches!(tokens.peek_at(1), Some(token) if is_punct(token, ':'));
            is_name && colon && tokens.is_word(2, "u32")
        };
        if !is_family {
            if let Some(first) = parameters.first() {
                let message = format!("`{name}` maps one piece of memory, and takes nothing");
                let mistake =
                    Diagnostic::new(&codes::RUST_MEMORY, self.place(first.span()), message);
                self.found.push(
                    mistake
                        .note("a family has an index: #[memory(base = 0x100, index = 0..=5, …)]"),
                );
            }
            return;
        }
        if let [only] = parameters.as_slice()
            && is_index(only)
        {
            return;
        }
        let message = format!("`{name}` maps one of a family, and takes its index");
        let all = self.place_of(&signature.parameters);
        self.found
            .push(Diagnostic::new(&codes::RUST_MEMORY, all, message).edit(
                "the index",
                all,
                "(&self, index: u32)",
            ));
    }
}
