//! What stands in for something that can't be read and is reported, so that what uses it is no
//! mistake as well.

use crate::span::Spanned;
use crate::spec::{Field, Name, TypeBody, TypeDef, TypeExpr};

use super::attributes::Attributes;

/// A driver's class, where none could be read.
pub(super) fn provider(at: &Name) -> Name {
    Spanned::new("IigenProvider".to_owned(), at.span)
}

/// A type, where none could be read.
pub(super) fn ty(at: &Name) -> TypeExpr {
    TypeExpr::Named(Spanned::new("u8".to_owned(), at.span))
}

/// A type of the spec of which only the name is known.
pub(super) fn type_def(name: Name, attributes: Attributes) -> TypeDef {
    let field = Field {
        name: Spanned::new("value".to_owned(), name.span),
        doc: Vec::new(),
        ty: ty(&name),
        min: None,
        max: None,
    };
    TypeDef {
        doc: attributes.doc(),
        body: TypeBody::Struct {
            fields: vec![field],
            packed: true,
        },
        name,
    }
}
