//! Specs as modules of Rust, under `#[user_client]`.
//!
//! [`parse`] reads a file, [`read_module`] the tokens that the macro was given. Both read tokens one
//! after the other and go into what the language knows only, so that no other code of the file
//! matters, nothing recurses without bound, and a mistake in one item hides none in the next.

mod arguments;
mod attributes;
mod beside;
mod brackets;
mod callback;
mod choices;
mod completion;
mod constant;
mod doc;
mod enumeration;
mod find;
mod items;
mod kept;
mod keys;
mod literal;
mod mapped;
mod memory;
mod method;
mod method_attributes;
mod number;
mod outputs;
mod parameter;
mod passed;
mod passing;
mod places;
mod reader;
mod record;
mod repair;
mod repr;
mod said;
mod signature;
mod slice;
mod structure;
mod tokens;
mod trait_items;
mod types;
mod union;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::span::{SourceId, Span};
use crate::spec::{Doc, Language, Name, Spec};
use arguments::Arguments;
use items::Items;
use reader::Reader;
use tokens::Tokens;

pub use passed::{Owner, Passed};
pub use places::Places;

/// Reads the spec in a file of Rust: its one module under `#[user_client]`. What can't be read is
/// left out and reported.
///
/// `None` when nothing can be made of the file.
pub fn parse(text: &str, source: SourceId, found: &mut Diagnostics) -> Option<Spec> {
    if !brackets::check(text, source, found) {
        return None;
    }
    // proc-macro2 keeps what a thread has lexed for as long as the thread lives: this one ends.
    std::thread::scope(|scope| {
        let reading = scope.spawn(|| lex(text, source, found));
        match reading.join() {
            Ok(spec) => spec,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

fn lex(text: &str, source: SourceId, found: &mut Diagnostics) -> Option<Spec> {
    let mut places = Places::of_file(source);
    let stream: TokenStream = match text.parse() {
        Ok(stream) => stream,
        Err(error) => {
            let error: proc_macro2::LexError = error;
            let message = "here is something that is no token of Rust";
            let mistake = Diagnostic::new(&codes::RUST_SYNTAX, places.place(error.span()), message);
            found.push(mistake);
            return None;
        }
    };
    if stream.is_empty() {
        let span = Span::new(source, 0..text.len().min(1));
        let mistake = Diagnostic::new(&codes::EMPTY, span, "the file holds no spec");
        found.push(mistake);
        return None;
    }
    let module = find::module(stream, source, &mut places, found)?;
    let module = read_module(module.arguments, module.item, &mut places, found)?;
    if let Some(file) = module.file.filter(|_| found.is_empty()) {
        let message = format!("the spec of this module is {}", file.value);
        found.push(
            Diagnostic::new(&codes::RUST_SPEC_FILE, file.span, message)
                .note("give that file instead; its path is relative to the folder of Cargo.toml"),
        );
    }
    module.spec
}

/// A module of Rust that is a spec.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its outer attributes, without `#[user_client]`, and its visibility.
    pub head: TokenStream,
    /// Its name.
    pub name: Ident,
    /// Its inner attributes.
    pub inner: TokenStream,
    /// Its private constants, as they were written: numbers that perhaps attributes alone use.
    pub numbers: Vec<TokenStream>,
    /// The other items that are no part of a spec, in their order, as they were written.
    pub rest: TokenStream,
    /// The attributes that say nothing of the spec, in the order of the module.
    pub passed: Vec<Passed>,
    /// The file that has the spec instead, and where it is named.
    pub file: Option<Name>,
    /// What it means; `None` when nothing can be made of it, and when a file has the spec.
    pub spec: Option<Spec>,
}

/// Reads a module; `arguments` are what stands between the brackets of `#[user_client(…)]`. What
/// can't be read is left out and reported.
///
/// `None` when the item is no module.
pub fn read_module(
    arguments: TokenStream,
    item: TokenStream,
    places: &mut Places,
    found: &mut Diagnostics,
) -> Option<Module> {
    let mut reader = Reader::new(places, found);
    let arguments = Tokens::new(arguments, proc_macro2::Span::call_site());
    let mut arguments = reader.arguments(arguments);
    let file = arguments.file.take();
    let mut item = Tokens::new(item, proc_macro2::Span::call_site());
    item.open_invisible();
    let outer = reader.attributes(&mut item);
    let visibility = item.until(|token| matches!(token, TokenTree::Ident(word) if word == "mod"));
    let visibility = visibility.into_stream();
    item.word("mod");
    let (Some(name), Some(body)) = (item.ident(), item.group(Delimiter::Brace)) else {
        let message = "#[user_client] stands at a module that has its items with it";
        reader.mistake(&codes::RUST_MODULE, item.span(), message);
        return None;
    };
    let mut body = Tokens::inside(&body);
    let inner = reader.inner_attributes(&mut body);
    let (numbers, rest, spec) = if let Some(file) = &file {
        (Vec::new(), reader.items_beside(body, file), None)
    } else {
        let mut items = reader.items(body);
        let numbers = std::mem::take(&mut items.numbers);
        let rest = std::mem::take(&mut items.rest);
        let docs = [outer.doc(), inner.doc()];
        (numbers, rest, reader.spec(&name, arguments, docs, items))
    };
    let passed = std::mem::take(&mut reader.passed);
    Some(Module {
        numbers,
        rest,
        passed,
        head: outer.tokens.into_iter().chain(visibility).collect(),
        name,
        inner: inner.tokens,
        file,
        spec,
    })
}

impl Reader<'_> {
    /// The whole of what was read.
    fn spec(
        &mut self,
        module: &Ident,
        arguments: Arguments,
        docs: [Doc; 2],
        items: Items,
    ) -> Option<Spec> {
        let module = self.name(module);
        if arguments.provider.is_none() {
            let message = "a user client without a provider";
            self.found.push(
                Diagnostic::new(&codes::MISSING_KEY, module.span, message)
                    .note("name the driver's class: #[user_client(provider = \"RingDriver\")]"),
            );
        }
        let Some(user_client) = items.user_client else {
            let message = format!("`{}` has no trait", module.value);
            self.found.push(
                Diagnostic::new(&codes::RUST_ITEM, module.span, message)
                    .note("the methods of a user client stand in a trait with its name"),
            );
            return None;
        };
        Some(Spec {
            language: Language::Rust,
            class: arguments.class.unwrap_or(user_client.name),
            provider: arguments
                .provider
                .unwrap_or_else(|| repair::provider(&module)),
            targets: arguments.targets,
            version: arguments.version,
            doc: joined(docs.into_iter().chain([user_client.doc])),
            constants: items.constants,
            types: items.types,
            methods: user_client.items.methods,
            reserved: arguments.reserved,
            memory: user_client.items.memory,
            callbacks: user_client.items.callbacks,
            entitlement: arguments.entitlement,
            administrator: arguments.administrator,
            open_type: arguments.open_type,
            handshake: arguments.handshake,
            declared: std::mem::take(&mut self.declared),
        })
    }
}

/// Documentations one after the other, with an empty line between them.
fn joined(docs: impl Iterator<Item = Doc>) -> Doc {
    docs.filter(|doc| !doc.is_empty())
        .reduce(|mut all, doc| {
            all.push(String::new());
            all.extend(doc);
            all
        })
        .unwrap_or_default()
}
