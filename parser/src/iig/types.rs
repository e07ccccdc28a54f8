//! Types as text and as trees.

use super::ast::{Declarator, Type};
use super::grammar::{Pair, Rule};

/// The type that a `type_text` pair spells.
pub(super) fn plain_type(pair: Pair<'_>) -> Type {
    let mut ty = Type::named("");
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::qualifier => ty.is_const |= part.as_str().trim() == "const",
            Rule::type_name => name(part, &mut ty),
            Rule::declarator => ty.declarators.extend(declarator(part)),
            _ => {}
        }
    }
    ty
}

fn name(pair: Pair<'_>, ty: &mut Type) {
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::elaborated => ty.elaborated = Some(part.as_str().trim().to_owned()),
            _ => ty.name.push_str(&text_of(part.as_str())),
        }
    }
}

fn declarator(pair: Pair<'_>) -> Option<Declarator> {
    let inner = pair.into_inner().next()?;
    Some(match inner.as_str().trim() {
        "&" => Declarator::Reference,
        "&&" => Declarator::MoveReference,
        _ => {
            let mut qualifiers = inner.into_inner();
            let is_const = qualifiers.any(|part| part.as_str().trim() == "const");
            Declarator::Pointer { is_const }
        }
    })
}

/// Text on one line with single spaces.
pub(super) fn text_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
