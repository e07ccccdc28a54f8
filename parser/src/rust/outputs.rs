//! What a method returns.

use proc_macro2::{Delimiter, Group, TokenTree};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Spanned;
use crate::spec::{Doc, Field, Name, Number, Passing, TypeExpr};

use super::attributes::Attributes;
use super::parameter::{is_number, is_numbers};
use super::reader::Reader;
use super::structure::{Part, PartKind};
use super::tokens::Tokens;

/// What comes out of a method.
#[derive(Default)]
pub(super) struct Outputs {
    /// The numbers.
    pub(super) scalars: Vec<Field>,
    /// The values of a fixed size.
    pub(super) parts: Vec<Part>,
}

/// A name in `#[out(actual)]`.
struct OutName {
    name: Name,
    doc: Doc,
    min: Option<Number>,
    max: Option<Number>,
}

impl Reader<'_> {
    /// `-> u32`, or `-> (u32, u8, Record)`; `tokens` are what stands behind the arrow.
    pub(super) fn outputs(&mut self, tokens: Tokens, attributes: &mut Attributes) -> Outputs {
        let names = self.out_names(attributes);
        let types = returned(tokens);
        let count = types.len();
        let types: Vec<_> = types.into_iter().map(|ty| self.whole_type(ty)).collect();
        if let Some(more) = names.get(count) {
            let message = format!("`{}` names nothing: {}", more.name.value, results(count));
            self.found.push(Diagnostic::new(
                &codes::RUST_ATTRIBUTE,
                more.name.span,
                message,
            ));
        }
        let mut names = names.into_iter();
        let numbers = types.iter().flatten();
        let several = numbers.filter(|ty| is_number(ty) || is_numbers(ty)).count() > 1;
        let mut outputs = Outputs::default();
        for ty in types {
            let name = names.next();
            if let Some(ty) = ty {
                self.output(ty, name, several, &mut outputs);
            }
        }
        outputs
    }

    fn output(
        &mut self,
        ty: TypeExpr,
        name: Option<OutName>,
        several: bool,
        outputs: &mut Outputs,
    ) {
        let span = ty.span();
        if is_number(&ty) || is_numbers(&ty) {
            if !outputs.parts.is_empty() {
                let message = "a number behind a structure: what is returned has the numbers first";
                self.found
                    .push(Diagnostic::new(&codes::RUST_SIGNATURE, span, message));
            }
            let name = name.unwrap_or_else(|| {
                let text = match several {
                    true => format!("result_{}", outputs.scalars.len() + 1),
                    false => "result".to_owned(),
                };
                OutName {
                    name: Spanned::new(text, span),
                    doc: Doc::new(),
                    min: None,
                    max: None,
                }
            });
            outputs.scalars.push(Field {
                name: name.name,
                doc: name.doc,
                ty,
                min: name.min,
                max: name.max,
                one_of: None,
                passing: Passing::default(),
            });
            return;
        }
        if let Some(name) = &name
            && (!name.doc.is_empty() || name.min.is_some() || name.max.is_some())
        {
            let message = format!("`{}` is a structure: it has a name only", name.name.value);
            let mistake = Diagnostic::new(&codes::RUST_ATTRIBUTE, name.name.span, message);
            self.found
                .push(mistake.note("document its struct, and bound its fields"));
        }
        outputs.parts.push(Part {
            name: name.map(|name| name.name),
            span,
            kind: PartKind::Fixed(ty),
        });
    }

    /// `#[out(actual, #[max(9)] count)]`.
    fn out_names(&mut self, attributes: &mut Attributes) -> Vec<OutName> {
        let Some(out) = attributes.take("out") else {
            return Vec::new();
        };
        let Some(arguments) = out.arguments else {
            let message = "#[out] takes names: #[out(actual)]";
            let mistake = Diagnostic::new(&codes::RUST_ATTRIBUTE, out.name.span, message);
            self.found.push(mistake);
            return Vec::new();
        };
        let names = Tokens::inside(&arguments).split().into_iter();
        names.filter_map(|name| self.out_name(name)).collect()
    }

    fn out_name(&mut self, mut tokens: Tokens) -> Option<OutName> {
        tokens.open_invisible();
        let mut attributes = self.attributes(&mut tokens);
        let Some(ident) = tokens.ident() else {
            self.expected(&codes::RUST_ATTRIBUTE, "a name", &tokens);
            return None;
        };
        let name = self.name(&ident);
        self.nothing_behind(&codes::RUST_ATTRIBUTE, "the name", &tokens);
        let min = self.number_of(&mut attributes, "min");
        let max = self.number_of(&mut attributes, "max");
        self.refuse(&attributes, "a result", &["min", "max"]);
        Some(OutName {
            name,
            doc: attributes.doc(),
            min,
            max,
        })
    }
}

/// The types behind an arrow: none, one, or those of a tuple.
fn returned(mut tokens: Tokens) -> Vec<Tokens> {
    tokens.open_invisible();
    if tokens.is_empty() {
        return Vec::new();
    }
    let tuple: Option<Group> = match (tokens.peek(), tokens.peek_at(1)) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Parenthesis => {
            Some(group.clone())
        }
        _ => None,
    };
    match tuple {
        Some(group) => Tokens::inside(&group).split_types(),
        None => vec![tokens],
    }
}

fn results(count: usize) -> String {
    match count {
        0 => "the method returns nothing".to_owned(),
        1 => "the method returns one value".to_owned(),
        _ => format!("the method returns {count} values"),
    }
}
