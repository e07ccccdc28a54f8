//! Unions: enums with data, and the enum that is their tag.

use proc_macro2::Delimiter;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::spec::{Name, TypeBody, TypeExpr, Variant};

use super::attributes::Attributes;
use super::enumeration::VariantItem;
use super::reader::Reader;
use super::tokens::Tokens;

impl Reader<'_> {
    /// The variants of a union, and its tag.
    pub(super) fn union(
        &mut self,
        attributes: &mut Attributes,
        variants: Vec<Option<VariantItem>>,
        name: &Name,
    ) -> Option<TypeBody> {
        let tag = self.tag(attributes);
        let packed = self.layout(attributes, name);
        let variants: Vec<_> = variants
            .into_iter()
            .map(|variant| self.variant(variant?))
            .collect();
        let variants: Option<Vec<_>> = variants.into_iter().collect();
        Some(TypeBody::Union {
            tag: tag?,
            variants: variants?,
            packed,
        })
    }

    /// `#[tag(EventKind)]`.
    fn tag(&mut self, attributes: &mut Attributes) -> Option<TypeExpr> {
        let takes = "the enum that says which variant there is: #[tag(EventKind)]";
        let (_, arguments) = self.with_arguments(attributes, "tag", takes)?;
        self.whole_type(Tokens::inside(&arguments))
    }

    /// `Key(KeyEvent)`.
    fn variant(&mut self, variant: VariantItem) -> Option<Variant> {
        let VariantItem {
            name,
            written,
            doc,
            data,
            number,
        } = variant;
        let mut mistake = |message: String, note: &str| {
            let mistake = Diagnostic::new(&codes::RUST_UNION, name.span, message);
            self.found.push(mistake.note(note));
        };
        if number.is_some() {
            let message = format!("the variant `{written}` has a number");
            mistake(message, "the numbers stand in the enum that is the tag");
        }
        let Some(data) = data else {
            let message = format!("the variant `{written}` has no data");
            mistake(
                message,
                "leave it out: a value of the tag without a variant has no data",
            );
            return None;
        };
        let mut types = Tokens::inside(&data).split_types().into_iter();
        match (data.delimiter(), types.next(), types.next()) {
            (Delimiter::Parenthesis, Some(ty), None) => Some(Variant {
                ty: self.whole_type(ty)?,
                name,
                doc,
            }),
            _ => {
                let message = format!("the variant `{written}` isn't one type");
                mistake(message, "declare a struct, and write Key(KeyEvent)");
                None
            }
        }
    }
}
