//! `#[repr(C, packed)]` of structs and unions, `#[repr(u32)]` of enums and flags.

use proc_macro2::Group;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::interface::Prim;
use crate::spec::{Name, TypeExpr};

use super::attributes::Attributes;
use super::reader::Reader;
use super::tokens::Tokens;

impl Reader<'_> {
    /// Whether a type is packed: `#[repr(C)]` or `#[repr(C, packed)]`.
    pub(super) fn layout(&mut self, attributes: &mut Attributes, name: &Name) -> bool {
        let (mut c, mut packed, mut refused) = (false, false, attributes.is_misspelt("repr"));
        while let Some(repr) = attributes.take("repr") {
            for mut word in words(repr.arguments) {
                let ends = [word.span(), word.last_span()];
                if word.word("C").is_some() && word.is_empty() {
                    c = true;
                } else if word.word("packed").is_some() && word.is_empty() {
                    packed = true;
                } else {
                    refused = true;
                    let message = "another layout than `C` and `packed`";
                    let at = self.place(ends[0]).to(self.place(ends[1]));
                    self.found
                        .push(Diagnostic::new(&codes::RUST_REPR, at, message));
                }
            }
        }
        if !c && !refused {
            let message = format!("the layout of `{}` is Rust's", name.value);
            let full = if packed {
                "#[repr(C, packed)]"
            } else {
                "#[repr(C)]"
            };
            self.found.push(
                Diagnostic::new(&codes::RUST_REPR, name.span, message)
                    .note(format!("write {full} in front of it")),
            );
        }
        packed
    }

    /// The integer that carries an enum or flags: `#[repr(u32)]`.
    pub(super) fn carrier(&mut self, attributes: &mut Attributes, name: &Name) -> Option<TypeExpr> {
        let mut carrier = None;
        let mut refused = attributes.is_misspelt("repr");
        while let Some(repr) = attributes.take("repr") {
            for word in words(repr.arguments) {
                let prim = word
                    .only_ident()
                    .filter(|ident| Prim::named(&ident.to_string()).is_some());
                if let (Some(ident), None) = (prim, &carrier) {
                    carrier = Some(TypeExpr::Named(self.name(ident)));
                    continue;
                }
                refused = true;
                let message = format!(
                    "an enum is carried by one integer; found {}",
                    word.describe()
                );
                self.mistake(&codes::RUST_ENUM, word.span(), message);
            }
        }
        if carrier.is_none() && !refused {
            let message = format!("`{}` has no integer that carries it", name.value);
            self.found.push(
                Diagnostic::new(&codes::RUST_ENUM, name.span, message)
                    .note("write #[repr(u32)] in front of it, or another integer"),
            );
        }
        carrier
    }
}

fn words(arguments: Option<Group>) -> Vec<Tokens> {
    arguments.map_or_else(Vec::new, |group| Tokens::inside(&group).split())
}
