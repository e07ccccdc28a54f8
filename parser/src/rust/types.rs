//! Types.

use proc_macro2::{Delimiter, Group, TokenTree};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::spec::{Length, Name, TypeExpr};

use super::reader::Reader;
use super::tokens::{Tokens, is_punct};

/// How deep arrays and parentheses may be nested, as in YAML.
const DEPTH: usize = 8;

const TEXT: &str = "a text is what a method takes, #[max(64)] text: &str, or returns, String; a struct \
                    has bytes: [u8; 64]";

/// Types of Rust that are known not to be types of the language, with what to write instead.
const FOREIGN: &[(&str, &str)] = &[
    ("usize", "its size differs between machines: say u32 or u64"),
    ("isize", "its size differs between machines: say i32 or i64"),
    ("u128", "C has no such type: say [u64; 2]"),
    ("i128", "C has no such type: say [u64; 2]"),
    ("char", "not every number is a char: say u32"),
    ("str", TEXT),
    ("String", TEXT),
    (
        "Vec",
        "what goes in is a slice, what comes out fills one: #[max(64)] records: &mut [Record]",
    ),
    (
        "Result",
        "say what the driver returns: the generated method makes it a Result",
    ),
    (
        "impl",
        "what comes later is a Completion<Record>, or Events<Record>",
    ),
    (
        "Option",
        "say what always comes back: the driver answers with an error otherwise",
    ),
];

impl Reader<'_> {
    /// The type that all of `tokens` spell.
    pub(super) fn whole_type(&mut self, mut tokens: Tokens) -> Option<TypeExpr> {
        let ty = self.type_expr(&mut tokens)?;
        self.nothing_behind(&codes::RUST_TYPE, "the type", &tokens);
        Some(ty)
    }

    /// The type that begins here.
    pub(super) fn type_expr(&mut self, tokens: &mut Tokens) -> Option<TypeExpr> {
        self.type_at(tokens, DEPTH)
    }

    fn type_at(&mut self, tokens: &mut Tokens, depth: usize) -> Option<TypeExpr> {
        match tokens.peek() {
            Some(TokenTree::Ident(_)) => self.named(tokens),
            Some(TokenTree::Punct(_)) if tokens.at(':', Some(':')) => self.named(tokens),
            Some(TokenTree::Group(group)) => {
                let group = group.clone();
                tokens.next();
                self.grouped(&group, depth)
            }
            _ => {
                self.no_type(tokens);
                None
            }
        }
    }

    /// Reports what comes next as something that is no type of the language.
    fn no_type(&mut self, tokens: &Tokens) {
        let what = match tokens.peek() {
            Some(token) if is_punct(token, '&') => return self.reference(tokens),
            Some(token) if is_punct(token, '*') => "a pointer means nothing to another process",
            Some(token) if is_punct(token, '!') => "a call always returns",
            _ => return self.expected(&codes::RUST_TYPE, "a type", tokens),
        };
        self.mistake(&codes::RUST_TYPE, tokens.span(), what);
    }

    fn reference(&mut self, tokens: &Tokens) {
        let at = self.place(tokens.span());
        self.found.push(
            Diagnostic::new(&codes::RUST_TYPE, at, "a reference is no value").note(
                "structs hold values and methods return them; what varies in length fills a \
                       parameter: #[max(64)] bytes: &mut [u8]",
            ),
        );
    }

    /// An array, a type in parentheses, or a mistake.
    fn grouped(&mut self, group: &Group, depth: usize) -> Option<TypeExpr> {
        let Some(depth) = depth.checked_sub(1) else {
            let message = "a type with too many brackets";
            self.mistake(&codes::RUST_TYPE, group.span_open(), message);
            return None;
        };
        let mut inside = Tokens::inside(group);
        match group.delimiter() {
            Delimiter::Bracket => self.array(group, inside, depth),
            Delimiter::Parenthesis | Delimiter::None if !inside.is_empty() => {
                let ty = self.type_at(&mut inside, depth)?;
                if inside.at(',', None) {
                    let message = "a tuple has no layout: write a struct";
                    self.mistake(&codes::RUST_TYPE, group.span_open(), message);
                    return None;
                }
                self.nothing_behind(&codes::RUST_TYPE, "the type", &inside);
                Some(ty)
            }
            _ => {
                let message = "expected a type; found nothing between brackets";
                self.mistake(&codes::RUST_TYPE, group.span_open(), message);
                None
            }
        }
    }

    fn array(&mut self, group: &Group, mut inside: Tokens, depth: usize) -> Option<TypeExpr> {
        let span = self.place_of(group);
        let element = self.type_at(&mut inside, depth);
        if inside.is_empty() {
            self.found.push(
                Diagnostic::new(&codes::RUST_TYPE, span, "a slice has no size here")
                    .note("an array has a length: [u8; 16]; a parameter may be a slice: &[u8]"),
            );
            return None;
        }
        let element = element?;
        if inside.punct(';').is_none() {
            self.expected(&codes::RUST_TYPE, "`;` and a length", &inside);
            return None;
        }
        let length = self.length(inside)?;
        Some(TypeExpr::Array(Box::new(element), length, span))
    }

    /// The name of a constant of the spec stays one; another number is its value.
    fn length(&mut self, tokens: Tokens) -> Option<Length> {
        if let Some(ident) = tokens.only_ident() {
            let name = self.name(ident);
            if self
                .constants
                .get(&name.value)
                .is_some_and(|of| of.is_of_spec)
            {
                return Some(Length::Constant(self.spec_name(ident)));
            }
        }
        self.whole_number(tokens).map(Length::Number)
    }

    /// A primitive or a struct of the module.
    fn named(&mut self, tokens: &mut Tokens) -> Option<TypeExpr> {
        let start = tokens.span();
        let path = tokens.puncts(':', ':').is_some();
        let Some(ident) = tokens.ident() else {
            self.expected(&codes::RUST_TYPE, "a type", tokens);
            return None;
        };
        let name = self.name(&ident);
        if let Some(mistake) = foreign(&name) {
            self.found.push(mistake);
            tokens.until(|_| false);
            return None;
        }
        if path || tokens.at(':', Some(':')) {
            let message = "a path: only types of the module have a layout that both sides know";
            self.mistake(&codes::RUST_TYPE, start, message);
            tokens.until(|_| false);
            return None;
        }
        if ["dyn", "fn", "for", "unsafe", "extern", "Self", "_"].contains(&&*name.value) {
            let message = format!("`{}` is no type that both sides know", name.value);
            self.mistake(&codes::RUST_TYPE, start, message);
            tokens.until(|_| false);
            return None;
        }
        if self.aliases.contains(&name.value) {
            let message = format!("`{}` is an alias, which only the app knows", name.value);
            self.found.push(
                Diagnostic::new(&codes::RUST_TYPE, name.span, message)
                    .note("write the type itself"),
            );
            return None;
        }
        if tokens.at('<', None) {
            let message = format!("`{}` is generic", name.value);
            self.mistake(&codes::RUST_GENERICS, tokens.span(), message);
            tokens.until(|_| false);
            return None;
        }
        Some(TypeExpr::Named(name))
    }
}

/// The mistake of a type that Rust has and the language hasn't.
fn foreign(name: &Name) -> Option<Diagnostic> {
    let (_, instead) = FOREIGN.iter().find(|(foreign, _)| *foreign == name.value)?;
    let message = format!("`{}` is no type that both sides know", name.value);
    Some(Diagnostic::new(&codes::RUST_TYPE, name.span, message).note(*instead))
}
