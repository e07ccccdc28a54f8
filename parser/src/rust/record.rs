//! Structs.

use proc_macro2::{Delimiter, Group};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::spec::{Field, Name, Passing, TypeBody, TypeDef};

use super::attributes::Attributes;
use super::choices::{BOUNDS, Bounds};
use super::items::item_until_brace;
use super::reader::{Kind, Reader};
use super::repair;
use super::tokens::Tokens;

impl Reader<'_> {
    /// A struct, behind the word.
    pub(super) fn record(
        &mut self,
        tokens: &mut Tokens,
        mut attributes: Attributes,
        visibility: Option<()>,
    ) -> Option<TypeDef> {
        let Some(ident) = self.expected_name(tokens, "the name of a struct") else {
            item_until_brace(tokens);
            return None;
        };
        let name = self.name(&ident);
        self.kinds.insert(name.value.clone(), Kind::Record);
        self.public(visibility, &name);
        let packed = self.repr(&mut attributes, &name);
        self.refuse(&attributes, "a struct", &["repr"]);
        self.generics(tokens, &name);
        let Some(body) = tokens.group(Delimiter::Brace) else {
            let message = format!("`{}` has no named fields", name.value);
            self.found
                .push(Diagnostic::new(&codes::RUST_ITEM, name.span, message));
            item_until_brace(tokens);
            return Some(repair::type_def(name));
        };
        let fields = Tokens::inside(&body).split_types();
        let fields: Vec<_> = fields.into_iter().map(|field| self.field(field)).collect();
        let fields: Option<Vec<_>> = fields.into_iter().collect();
        Some(TypeDef {
            name,
            doc: attributes.doc(),
            body: fields.map_or(TypeBody::Broken, |fields| TypeBody::Struct {
                fields,
                packed,
            }),
        })
    }

    /// Whether a struct is packed: `#[repr(C)]` or `#[repr(C, packed)]`.
    fn repr(&mut self, attributes: &mut Attributes, name: &Name) -> bool {
        let (mut c, mut packed, mut refused) = (false, false, false);
        while let Some(repr) = attributes.take("repr") {
            let arguments: Option<Group> = repr.arguments;
            let arguments = arguments.map_or_else(Vec::new, |group| Tokens::inside(&group).split());
            for mut word in arguments {
                match () {
                    () if word.word("C").is_some() && word.is_empty() => c = true,
                    () if word.word("packed").is_some() && word.is_empty() => packed = true,
                    () => {
                        refused = true;
                        let message = "another layout than `C` and `packed`";
                        self.found.push(Diagnostic::new(
                            &codes::RUST_REPR,
                            repr.name.span,
                            message,
                        ));
                    }
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

    /// `#[max(31)] pub slot: u32`.
    fn field(&mut self, mut tokens: Tokens) -> Option<Field> {
        tokens.open_invisible();
        let mut attributes = self.attributes(&mut tokens);
        let visibility = self.visibility(&mut tokens);
        let ident = self.expected_name(&mut tokens, "a field")?;
        let name = self.name(&ident);
        self.public(visibility, &name);
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
