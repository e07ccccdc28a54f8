//! The items of a module.

use proc_macro2::{Delimiter, Ident, TokenTree};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Spanned;
use crate::spec::{Constant, Doc, Name, TypeDef};

use super::attributes::Attributes;
use super::reader::{Kind, Reader};
use super::repair;
use super::tokens::{Tokens, is_brace, is_punct};
use super::trait_items::TraitItems;

/// What a module holds.
#[derive(Default)]
pub(super) struct Items {
    /// Its constants.
    pub(super) constants: Vec<Constant>,
    /// Its structs.
    pub(super) types: Vec<TypeDef>,
    /// Its trait.
    pub(super) user_client: Option<Trait>,
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

/// The head of a trait, and its items, which are read when all types are known.
struct Waiting {
    name: Name,
    doc: Doc,
    methods: Tokens,
}

/// Items that a spec can't have: their first words, what they are, and what to do instead.
const FOREIGN: &[(&str, &str, &str)] = &[
    (
        "use",
        "a use declaration",
        "the types of a spec are those of its module",
    ),
    (
        "impl",
        "an impl",
        "write it outside of the module, for the generated type",
    ),
    (
        "fn",
        "a function",
        "methods stand in the trait; other functions outside of the module",
    ),
    ("type", "a type alias", "write the type itself"),
    ("static", "a static", "a constant is a const"),
    ("mod", "a module", "a spec is one module"),
    ("extern", "an extern item", "a spec has none"),
    ("macro_rules", "a macro", "write it outside of the module"),
    (
        "union",
        "a union",
        "a record is a struct, and reads the same on both sides",
    ),
];

impl Reader<'_> {
    /// All items of a module.
    pub(super) fn items(&mut self, mut tokens: Tokens) -> Items {
        let mut items = Items::default();
        let mut waiting: Option<Waiting> = None;
        loop {
            tokens.open_invisible();
            if tokens.is_empty() {
                break;
            }
            self.item(&mut tokens, &mut items, &mut waiting);
        }
        items.user_client = waiting.map(|waiting| Trait {
            name: waiting.name,
            doc: waiting.doc,
            items: self.trait_items(waiting.methods),
        });
        items
    }

    fn item(&mut self, tokens: &mut Tokens, items: &mut Items, waiting: &mut Option<Waiting>) {
        let attributes = self.attributes(tokens);
        let visibility = self.visibility(tokens);
        if tokens.is_word(0, "const") && matches!(tokens.peek_at(2), Some(of) if is_punct(of, ':'))
        {
            tokens.next();
            if let Some(constant) = self.constant_item(tokens, attributes, visibility) {
                self.constants
                    .insert(constant.name.value.clone(), constant.value.value);
                items.constants.push(constant);
            }
        } else if tokens.word("struct").is_some() {
            if let Some(record) = self.record(tokens, attributes, visibility) {
                items.types.push(record);
            }
        } else if item_head(tokens).iter().any(|word| word == "trait") {
            if let Some(read) = self.trait_item(tokens, attributes, visibility) {
                match waiting {
                    None => *waiting = Some(read),
                    Some(first) => {
                        let message = "a second trait: the methods of a user client are one";
                        self.found.push(
                            Diagnostic::new(&codes::RUST_ITEM, read.name.span, message)
                                .label(first.name.span, "the first"),
                        );
                    }
                }
            }
        } else {
            self.foreign(tokens, &attributes, items);
        }
    }

    /// Reads a visibility; `None` if it isn't `pub`.
    pub(super) fn visibility(&mut self, tokens: &mut Tokens) -> Option<()> {
        tokens.word("pub")?;
        let restricted = tokens.group(Delimiter::Parenthesis);
        restricted.is_none().then_some(())
    }

    /// Reports something that isn't `pub`.
    pub(super) fn public(&mut self, visibility: Option<()>, name: &Name) {
        if visibility.is_none() {
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

    /// `SLOTS: u32 = 32;`, behind `const`.
    fn constant_item(
        &mut self,
        tokens: &mut Tokens,
        attributes: Attributes,
        visibility: Option<()>,
    ) -> Option<Constant> {
        let mut tokens = item_until_semicolon(tokens);
        let ident = self.expected_name(&mut tokens, "the name of a constant")?;
        let name = self.name(&ident);
        self.public(visibility, &name);
        self.refuse(&attributes, "a constant", &[]);
        tokens.punct(':');
        let ty = tokens.until(|token| is_punct(token, '='));
        let ty = self.whole_type(ty);
        let value = if tokens.punct('=').is_some() {
            self.whole_number(tokens)
        } else {
            self.expected(&codes::RUST_SYNTAX, "`=` and a number", &tokens);
            None
        };
        Some(Constant {
            ty: ty.unwrap_or_else(|| repair::ty(&name)),
            value: value.unwrap_or(Spanned::new(1, name.span)),
            name,
            doc: attributes.doc(),
        })
    }

    fn trait_item(
        &mut self,
        tokens: &mut Tokens,
        attributes: Attributes,
        visibility: Option<()>,
    ) -> Option<Waiting> {
        let modifier = tokens.until(|token| matches!(token, TokenTree::Ident(of) if of == "trait"));
        if !modifier.is_empty() {
            let message = format!("{} in front of the trait", modifier.describe());
            self.mistake(&codes::RUST_ITEM, modifier.span(), message);
        }
        tokens.next();
        let Some(ident) = self.expected_name(tokens, "the name of a trait") else {
            item_until_brace(tokens);
            return None;
        };
        let name = self.name(&ident);
        self.public(visibility, &name);
        self.refuse(&attributes, "a trait", &[]);
        self.generics(tokens, &name);
        if tokens.at(':', None) {
            let message = "a user client has no supertraits";
            self.mistake(&codes::RUST_ITEM, tokens.span(), message);
        }
        tokens.until(is_brace);
        let Some(body) = tokens.group(Delimiter::Brace) else {
            self.expected(&codes::RUST_SYNTAX, "methods in braces", tokens);
            return None;
        };
        Some(Waiting {
            name,
            doc: attributes.doc(),
            methods: Tokens::inside(&body),
        })
    }

    /// Reports an item that is none of the three, and goes behind it.
    fn foreign(&mut self, tokens: &mut Tokens, attributes: &Attributes, items: &mut Items) {
        let start = tokens.span();
        let head = item_head(tokens);
        if let [word, ..] = head.as_slice()
            && (word == "enum" || word == "union")
            && let Some(TokenTree::Ident(ident)) = tokens.peek_at(1)
        {
            let name = self.name(ident);
            let kind = match () {
                () if word == "union" => Kind::Broken,
                () if attributes.has("flags") => Kind::Flags,
                () if attributes.has("tag") => Kind::Union,
                () => Kind::Enum,
            };
            self.kinds.insert(name.value.clone(), kind);
            items.types.push(repair::type_def(name));
        }
        if tokens.is_word(0, "enum") {
            let span = self.place(start);
            self.not_yet("an enum", span);
            item_until_brace(tokens);
            return;
        }
        let known = FOREIGN.iter().find(|(word, ..)| match *word {
            "union" | "macro_rules" => head.first().is_some_and(|first| first == word),
            _ => head.iter().any(|of| of == word),
        });
        let (what, instead) = match known {
            Some((_, what, instead)) => (*what, *instead),
            None if head.first().is_some_and(|first| first == "const") => (
                "a constant without a name and a type",
                "write pub const SLOTS: u32 = 32;",
            ),
            None if tokens.at('!', None)
                || tokens.peek_at(1).is_some_and(|of| is_punct(of, '!')) =>
            {
                ("a macro call", "write what it makes")
            }
            None => {
                self.expected(&codes::RUST_SYNTAX, "a const, a struct or a trait", tokens);
                skip_to_item(tokens);
                return;
            }
        };
        let at = self.place(start);
        let mistake = Diagnostic::new(&codes::RUST_ITEM, at, format!("{what} in a spec"));
        self.found.push(mistake.note(instead));
        if ["a use declaration", "a type alias", "a static"].contains(&what)
            || what.contains("constant")
        {
            item_until_semicolon(tokens);
        } else {
            item_until_brace(tokens);
        }
    }
}

/// The words that an item begins with.
pub(super) fn item_head(tokens: &Tokens) -> Vec<String> {
    let words = (0..4).map_while(|index| match tokens.peek_at(index) {
        Some(TokenTree::Ident(word)) => Some(word.to_string()),
        Some(TokenTree::Literal(_)) if index > 0 => Some(String::new()),
        _ => None,
    });
    words.collect()
}

/// Goes to what may begin an item of a spec, behind at least one token.
fn skip_to_item(tokens: &mut Tokens) {
    const STARTS: &[&str] = &["pub", "const", "struct", "trait"];
    let is_start = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if STARTS.iter().any(|start| word == start));
    loop {
        tokens.next();
        tokens.until(|token| is_punct(token, '#') || is_start(token));
        if !tokens.at('#', None) || tokens.is_attribute() {
            return;
        }
    }
}

/// Takes an item that ends with a semicolon; its tokens without that.
pub(super) fn item_until_semicolon(tokens: &mut Tokens) -> Tokens {
    let item = tokens.until(|token| is_punct(token, ';'));
    tokens.next();
    item
}

/// Goes behind an item that ends with braces or, if there are none, with a semicolon.
pub(super) fn item_until_brace(tokens: &mut Tokens) {
    tokens.until(|token| is_brace(token) || is_punct(token, ';'));
    tokens.next();
}
