//! The items of a module: each is cut out, and read when all names of the module are known.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::spec::{Constant, DeclaredKind, Doc, Name, TypeDef};

use super::attributes::Attributes;
use super::constant::ConstantItem;
use super::kept;
use super::passed::Owner;
use super::reader::{Kind, Known, Reader};
use super::repair;
use super::tokens::{Tokens, is_brace, is_punct};
use super::trait_items::TraitItems;

/// What a module holds.
#[derive(Default)]
pub(super) struct Items {
    /// Its constants.
    pub(super) constants: Vec<Constant>,
    /// Its types.
    pub(super) types: Vec<TypeDef>,
    /// Its trait.
    pub(super) user_client: Option<Trait>,
    /// Its private constants, as they were written.
    pub(super) numbers: Vec<TokenStream>,
    /// The other items that are no part of a spec, as they were written.
    pub(super) rest: TokenStream,
}

/// The trait of a module.
pub(super) struct Trait {
    /// Its name.
    pub(super) name: Name,
    /// Its documentation.
    pub(super) doc: Doc,
    /// What it holds.
    pub(super) items: TraitItems,
}

/// What stands in front of an item's name, and is looked at later.
pub(super) struct Head {
    /// Its attributes.
    pub(super) attributes: Attributes,
    /// Who sees it.
    pub(super) visibility: Visibility,
}

/// Who sees an item.
pub(super) struct Visibility {
    /// Whether everyone does: it is `pub`.
    pub(super) public: bool,
    /// As it was written.
    pub(super) tokens: TokenStream,
}

/// The items of a module, each cut out and not read.
#[derive(Default)]
struct Cut {
    constants: Vec<ConstantItem>,
    types: Vec<(Head, Tokens)>,
    traits: Vec<(Head, Tokens)>,
    numbers: Vec<TokenStream>,
    rest: TokenStream,
}

impl Reader<'_> {
    /// All items of a module.
    pub(super) fn items(&mut self, mut tokens: Tokens) -> Items {
        let mut cut = Cut::default();
        loop {
            tokens.open_invisible();
            if tokens.is_empty() {
                break;
            }
            self.cut(&mut tokens, &mut cut);
        }
        let constants = self.constants(cut.constants);
        let types = cut.types.into_iter();
        let types = types.filter_map(|(head, tokens)| self.type_item(head, tokens));
        let types = types.collect();
        let mut user_client: Option<Trait> = None;
        for (head, tokens) in cut.traits {
            if let Some(read) = self.trait_item(head, tokens, user_client.as_ref()) {
                user_client.get_or_insert(read);
            }
        }
        Items {
            constants,
            types,
            user_client,
            numbers: cut.numbers,
            rest: cut.rest,
        }
    }

    /// Cuts out the next item.
    fn cut(&mut self, tokens: &mut Tokens, cut: &mut Cut) {
        let attributes = self.attributes(tokens);
        let visibility = self.visibility(tokens);
        let head = Head {
            attributes,
            visibility,
        };
        let words = item_head(tokens);
        match words.first().map(String::as_str) {
            Some("const") if matches!(tokens.peek_at(2), Some(of) if is_punct(of, ':')) => {
                let item = tokens.through(|token| is_punct(token, ';'));
                self.cut_constant(head, item, cut);
            }
            Some("struct" | "enum") => {
                let item = tokens.through(|token| is_brace(token) || is_punct(token, ';'));
                self.declare(&head, &item);
                cut.types.push((head, item));
            }
            Some("union") if matches!(tokens.peek_at(1), Some(TokenTree::Ident(_))) => {
                let item = tokens.through(is_brace);
                self.declare(&head, &item);
                cut.types.push((head, item));
            }
            _ if words.iter().any(|word| word == "trait") => {
                let item = tokens.through(is_brace);
                cut.traits.push((head, item));
            }
            _ => match kept::item(tokens) {
                Some(item) => {
                    if let (true, Some(TokenTree::Ident(ident))) =
                        (item.is_word(0, "type"), item.peek_at(1))
                    {
                        let name = self.name(ident).value;
                        self.aliases.insert(name);
                    }
                    cut.rest.extend(head.with(item));
                }
                None => self.no_item(tokens, &words),
            },
        }
    }

    /// A constant of the spec, or one that is the app's alone.
    fn cut_constant(&mut self, head: Head, item: Tokens, cut: &mut Cut) {
        if let Some(constant) = ConstantItem::new(self, &head, &item) {
            if head.visibility.public {
                cut.constants.push(constant.of_the_spec(head.attributes));
            } else {
                cut.constants.push(constant);
                cut.numbers.push(head.with(item));
            }
        } else {
            if let Some(TokenTree::Ident(ident)) = item.peek_at(1) {
                let name = self.name(ident).value;
                let known = Known {
                    value: None,
                    is_of_spec: false,
                };
                self.constants.entry(name).or_insert(known);
            }
            cut.rest.extend(head.with(item));
        }
    }

    /// Notes what kind of type an item declares; the first of a name counts.
    fn declare(&mut self, head: &Head, item: &Tokens) {
        let kind = if item.is_word(0, "struct") {
            Kind::Record
        } else if item.is_word(0, "union") {
            Kind::Broken
        } else if head.attributes.has("flags") {
            Kind::Flags
        } else if head.attributes.has("tag") {
            Kind::Union
        } else {
            Kind::Enum
        };
        if let Some(TokenTree::Ident(ident)) = item.peek_at(1) {
            let name = self.name(ident);
            self.kinds.entry(name.value).or_insert(kind);
        }
    }

    /// A struct, an enum or a union.
    fn type_item(&mut self, head: Head, tokens: Tokens) -> Option<TypeDef> {
        let ends = [
            head.attributes.start().unwrap_or(tokens.span()),
            tokens.last_span(),
        ];
        let first = self.place(ends[0]);
        let read = self.type_def(head, tokens)?;
        let declared = (DeclaredKind::Type, read.name.clone());
        self.declared(declared, first, ends[1], 0);
        Some(read)
    }

    fn type_def(&mut self, head: Head, mut tokens: Tokens) -> Option<TypeDef> {
        let word = tokens.next();
        let is = |text: &str| matches!(&word, Some(TokenTree::Ident(word)) if word == text);
        let what = if is("struct") {
            "the name of a struct"
        } else {
            "the name of an enum"
        };
        let ident = self.expected_name(&mut tokens, what)?;
        let name = self.name(&ident);
        let Head {
            mut attributes,
            visibility,
        } = head;
        self.public(&visibility, &name);
        self.pass(&mut attributes, &Owner::Type(name.value.clone()));
        if is("union") {
            let message = "a union of Rust doesn't say which of its fields there is";
            self.found.push(
                Diagnostic::new(&codes::RUST_UNION, name.span, message)
                    .note("write an enum with data: #[tag(Kind)] #[repr(C)] pub enum Event { Key(KeyEvent) }"),
            );
            return Some(repair::type_def(name));
        }
        self.generics(&mut tokens, &name);
        let doc = attributes.doc();
        let body = if is("struct") {
            self.record(tokens, attributes, &name)
        } else {
            self.enumeration(tokens, attributes, &name)
        };
        Some(TypeDef { name, doc, body })
    }

    /// Takes a visibility.
    pub(super) fn visibility(&mut self, tokens: &mut Tokens) -> Visibility {
        let mut visibility = Visibility {
            public: false,
            tokens: TokenStream::new(),
        };
        if tokens.is_word(0, "pub") {
            visibility.tokens.extend(tokens.next());
            let restricted = tokens.group(Delimiter::Parenthesis);
            visibility.public = restricted.is_none();
            let restricted = restricted.map(TokenTree::Group);
            visibility.tokens.extend(restricted);
        }
        visibility
    }

    /// Reports something that isn't `pub`.
    pub(super) fn public(&mut self, visibility: &Visibility, name: &Name) {
        if !visibility.public {
            let message = format!("`{}` is not public, but both sides see it", name.value);
            self.found.push(
                Diagnostic::new(&codes::RUST_VISIBILITY, name.span, message).note("make it `pub`"),
            );
        }
    }

    /// A name, where one must stand.
    pub(super) fn expected_name(&mut self, tokens: &mut Tokens, what: &str) -> Option<Ident> {
        let name = tokens.ident();
        if name.is_none() {
            self.expected(&codes::RUST_SYNTAX, what, tokens);
        }
        name
    }

    /// Reports parameters in angle brackets and a where clause, and goes to what ends the head.
    pub(super) fn generics(&mut self, tokens: &mut Tokens, name: &Name) {
        let is_end = |token: &TokenTree| is_brace(token) || is_punct(token, ';');
        let generic = tokens.at('<', None);
        if generic || tokens.is_word(0, "where") {
            let what = if generic {
                "is generic"
            } else {
                "has a where clause"
            };
            let message = format!("`{}` {what}", name.value);
            self.mistake(&codes::RUST_GENERICS, tokens.span(), message);
            let is_tuple = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
            tokens.until(|token| is_end(token) || (generic && is_tuple(token)));
        }
    }

    fn trait_item(
        &mut self,
        head: Head,
        mut tokens: Tokens,
        first: Option<&Trait>,
    ) -> Option<Trait> {
        let modifier = tokens.until(|token| matches!(token, TokenTree::Ident(of) if of == "trait"));
        if !modifier.is_empty() {
            let message = format!("{} in front of the trait", modifier.describe());
            self.mistake(&codes::RUST_ITEM, modifier.span(), message);
        }
        tokens.next();
        let ident = self.expected_name(&mut tokens, "the name of a trait")?;
        let name = self.name(&ident);
        if let Some(first) = first {
            let message = "a second trait: the methods of a user client are one";
            self.found.push(
                Diagnostic::new(&codes::RUST_ITEM, name.span, message)
                    .label(first.name.span, "the first"),
            );
            return None;
        }
        let Head {
            mut attributes,
            visibility,
        } = head;
        self.public(&visibility, &name);
        self.pass(&mut attributes, &Owner::Client);
        self.refuse(&attributes, "a trait", &[]);
        self.generics(&mut tokens, &name);
        if tokens.at(':', None) {
            let message = "a user client has no supertraits";
            self.mistake(&codes::RUST_ITEM, tokens.span(), message);
        }
        tokens.until(is_brace);
        let Some(body) = tokens.group(Delimiter::Brace) else {
            self.expected(&codes::RUST_SYNTAX, "methods in braces", &tokens);
            return None;
        };
        Some(Trait {
            name,
            doc: attributes.doc(),
            items: self.trait_items(Tokens::inside(&body)),
        })
    }

    /// Reports what is no item, and goes to where one may begin.
    fn no_item(&mut self, tokens: &mut Tokens, words: &[String]) {
        if words.first().is_some_and(|first| first == "const") {
            let message = "a constant without a name and a type";
            let at = self.place(tokens.span());
            self.found.push(
                Diagnostic::new(&codes::RUST_ITEM, at, message)
                    .note("write pub const SLOTS: u32 = 32;"),
            );
            item_until_semicolon(tokens);
            return;
        }
        self.expected(&codes::RUST_SYNTAX, "an item", tokens);
        skip_to_item(tokens);
    }
}

impl Head {
    /// The item behind it, as it was written.
    fn with(self, item: Tokens) -> TokenStream {
        let parts = [
            self.attributes.tokens,
            self.visibility.tokens,
            item.into_stream(),
        ];
        parts.into_iter().collect()
    }
}

/// The words that an item begins with.
pub(super) fn item_head(tokens: &Tokens) -> Vec<String> {
    let words = (0..6).map_while(|index| match tokens.peek_at(index) {
        Some(TokenTree::Ident(word)) => Some(word.to_string()),
        Some(TokenTree::Literal(_)) if index > 0 => Some(String::new()),
        _ => None,
    });
    words.collect()
}

/// Goes to what may begin an item of a spec, behind at least one token.
fn skip_to_item(tokens: &mut Tokens) {
    const STARTS: &[&str] = &["pub", "const", "struct", "enum", "trait"];
    let is_start = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if STARTS.iter().any(|start| word == start));
    loop {
        tokens.next();
        tokens.until(|token| is_punct(token, '#') || is_start(token));
        if !tokens.at('#', None) || tokens.is_attribute() {
            return;
        }
    }
}

/// Goes behind an item that ends with a semicolon.
pub(super) fn item_until_semicolon(tokens: &mut Tokens) {
    tokens.through(|token| is_punct(token, ';'));
}

/// Goes behind an item that ends with braces or, if there are none, with a semicolon.
pub(super) fn item_until_brace(tokens: &mut Tokens) {
    tokens.through(|token| is_brace(token) || is_punct(token, ';'));
}
