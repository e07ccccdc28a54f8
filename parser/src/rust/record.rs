//! Structs.

use proc_macro2::Delimiter;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::spec::{Field, Name, Passing, TypeBody};

use super::attributes::Attributes;
use super::choices::{BOUNDS, Bounds};
use super::passed::Owner;
use super::reader::Reader;
use super::tokens::Tokens;

impl Reader<'_> {
    /// A struct, behind its name.
    pub(super) fn record(
        &mut self,
        mut tokens: Tokens,
        mut attributes: Attributes,
        name: &Name,
    ) -> TypeBody {
        let packed = self.layout(&mut attributes, name);
        self.refuse(&attributes, "a struct", &["repr"]);
        let Some(body) = tokens.group(Delimiter::Brace) else {
            let message = format!("`{}` has no named fields", name.value);
            self.found
                .push(Diagnostic::new(&codes::RUST_ITEM, name.span, message));
            return TypeBody::Broken(None);
        };
        let written = Tokens::inside(&body).split_types();
        let count = written.len();
        let fields = written.into_iter();
        let fields: Vec<_> = fields.filter_map(|field| self.field(field, name)).collect();
        let is_whole = fields.len() == count;
        TypeBody::Struct { fields, packed }.unless(!is_whole)
    }

    /// `#[max(31)] pub slot: u32`.
    fn field(&mut self, mut tokens: Tokens, owner: &Name) -> Option<Field> {
        tokens.open_invisible();
        let mut attributes = self.attributes(&mut tokens);
        let visibility = self.visibility(&mut tokens);
        let ident = self.expected_name(&mut tokens, "a field")?;
        let name = self.name(&ident);
        self.public(&visibility, &name);
        let of = Owner::Member(owner.value.clone(), name.value.clone());
        self.pass(&mut attributes, &of);
        let Bounds { min, max, one_of } = self.bounds(&mut attributes);
        self.refuse(&attributes, "a field", BOUNDS);
        if tokens.punct(':').is_none() {
            self.expected(&codes::RUST_SYNTAX, "`:` and a type", &tokens);
            return None;
        }
        Some(Field {
            doc: attributes.doc(),
            ty: self.whole_type(tokens)?,
            name,
            min,
            max,
            one_of,
            passing: Passing::default(),
        })
    }
}
