//! Enums and flags.

use proc_macro2::{Delimiter, Group};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Spanned;
use crate::spec::{Doc, Name, Number, TypeBody, Value};

use super::attributes::Attributes;
use super::passed::Owner;
use super::reader::Reader;
use super::tokens::Tokens;

/// A variant of an enum, as it was written.
pub(super) struct VariantItem {
    /// Its name, as the spec has it.
    pub(super) name: Name,
    /// The same, as it is in Rust.
    pub(super) written: String,
    /// What it says.
    pub(super) doc: Doc,
    /// What it holds.
    pub(super) data: Option<Group>,
    /// What stands behind `=`.
    pub(super) number: Option<Tokens>,
}

impl Reader<'_> {
    /// An enum, flags or a union, behind its name.
    pub(super) fn enumeration(
        &mut self,
        mut tokens: Tokens,
        mut attributes: Attributes,
        name: &Name,
    ) -> TypeBody {
        let tag = attributes.has("tag");
        let flags = self.bare(&mut attributes, "flags").is_some();
        let Some(body) = tokens.group(Delimiter::Brace) else {
            self.expected(&codes::RUST_SYNTAX, "variants in braces", &tokens);
            return TypeBody::Broken(None);
        };
        let parts = Tokens::inside(&body).split().into_iter();
        let variants: Vec<_> = parts.map(|part| self.variant_item(part, name)).collect();
        let body;
        if tag {
            body = self.union(&mut attributes, variants, name);
            self.refuse(&attributes, "a union", &["tag", "repr"]);
        } else if flags {
            body = self.flags(&mut attributes, variants, name);
            self.refuse(&attributes, "flags", &["flags", "repr"]);
        } else {
            body = self.values(&mut attributes, variants, name);
            self.refuse(&attributes, "an enum", &["repr", "flags", "tag"]);
        }
        body.unwrap_or(TypeBody::Broken(None))
    }

    /// `Key(KeyEvent)`, or `In = 0`.
    fn variant_item(&mut self, mut tokens: Tokens, owner: &Name) -> Option<VariantItem> {
        tokens.open_invisible();
        let mut attributes = self.attributes(&mut tokens);
        let ident = self.expected_name(&mut tokens, "a variant")?;
        let written = self.name(&ident).value;
        let name = self.spec_name(&ident);
        let of = Owner::Member(owner.value.clone(), name.value.clone());
        self.pass(&mut attributes, &of);
        self.refuse(&attributes, "a variant", &[]);
        let data = tokens
            .group(Delimiter::Parenthesis)
            .or_else(|| tokens.group(Delimiter::Brace));
        let number = tokens.punct('=').is_some();
        if !number {
            self.nothing_behind(&codes::RUST_SYNTAX, "the variant", &tokens);
        }
        Some(VariantItem {
            name,
            written,
            doc: attributes.doc(),
            data,
            number: number.then_some(tokens),
        })
    }

    /// The values of an enum. One without a number counts on from the one before, as in Rust.
    fn values(
        &mut self,
        attributes: &mut Attributes,
        variants: Vec<Option<VariantItem>>,
        name: &Name,
    ) -> Option<TypeBody> {
        let data = variants.iter().flatten().find(|of| of.data.is_some());
        if let Some(variant) = data {
            if !attributes.has_like("tag") {
                let message = format!("`{}` has data, and no tag that says when", variant.written);
                self.found.push(
                    Diagnostic::new(&codes::RUST_UNION, variant.name.span, message).note(format!(
                        "for a union, write #[tag(Kind)] #[repr(C)] in front of `{}`, with an enum \
                         of the module",
                        name.value
                    )),
                );
            }
            while attributes.take("repr").is_some() {}
            return None;
        }
        let repr = self.carrier(attributes, name);
        let mut values = Vec::new();
        let mut whole = true;
        let mut next = Some(0);
        for variant in variants {
            let number = match variant {
                Some(VariantItem {
                    number: Some(tokens),
                    name,
                    doc,
                    ..
                }) => {
                    let number = self.whole_number(tokens);
                    number.map(|number| Value { name, doc, number })
                }
                Some(VariantItem { name, doc, .. }) => next.map(|number| Value {
                    number: Spanned::new(number, name.span),
                    name,
                    doc,
                }),
                None => None,
            };
            next = number
                .as_ref()
                .and_then(|value| value.number.value.checked_add(1));
            whole &= number.is_some();
            values.extend(number);
        }
        let repr = repr?;
        Some(TypeBody::Enum { repr, values }.unless(!whole))
    }

    /// The bits of flags, each of which is a mask in Rust.
    fn flags(
        &mut self,
        attributes: &mut Attributes,
        variants: Vec<Option<VariantItem>>,
        name: &Name,
    ) -> Option<TypeBody> {
        let repr = self.carrier(attributes, name);
        let count = variants.len();
        let bits = variants.into_iter();
        let bits: Vec<_> = bits.filter_map(|variant| self.flag(variant?)).collect();
        let is_whole = bits.len() == count;
        Some(TypeBody::Flags { repr: repr?, bits }.unless(!is_whole))
    }

    /// `Urgent = 1 << 3`.
    fn flag(&mut self, variant: VariantItem) -> Option<Value> {
        let VariantItem {
            name,
            written,
            doc,
            data,
            number,
        } = variant;
        if data.is_some() {
            let message = format!("the flag `{written}` has data");
            self.found
                .push(Diagnostic::new(&codes::RUST_FLAGS, name.span, message));
            return None;
        }
        let Some(number) = number else {
            let message = format!("the flag `{written}` has no mask");
            self.found.push(
                Diagnostic::new(&codes::RUST_FLAGS, name.span, message).note(format!(
                    "write {written} = 1 << 3, with the number of its bit"
                )),
            );
            return None;
        };
        let mask = self.whole_number(number)?;
        let bit = self.bit(&written, mask)?;
        Some(Value {
            name,
            doc,
            number: Spanned::new(bit, mask.span),
        })
    }

    /// The one bit of a mask.
    fn bit(&mut self, flag: &str, mask: Number) -> Option<i128> {
        let bits = mask.value;
        if bits > 0 && bits.count_ones() == 1 {
            return Some(i128::from(bits.trailing_zeros()));
        }
        let message = format!("the mask {bits:#x} of the flag `{flag}` isn't one bit");
        let mut mistake = Diagnostic::new(&codes::RUST_FLAGS, mask.span, message);
        if bits == 0 {
            mistake = mistake.note("leave it out: flags without any bit need no name");
        }
        if (0..64).contains(&bits) {
            mistake = mistake.edit(
                format!("if bit {bits} is meant"),
                mask.span,
                format!("1 << {bits}"),
            );
        }
        self.found.push(mistake);
        None
    }
}
