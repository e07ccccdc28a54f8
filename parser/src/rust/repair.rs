//! What stands in for something that can't be read and is reported, so that what uses it is no
//! mistake as well.

use crate::span::Spanned;
use crate::spec::{Name, TypeBody, TypeDef, TypeExpr};

/// A driver's class, where none could be read.
pub(super) fn provider(at: &Name) -> Name {
    Spanned::new("IigenProvider".to_owned(), at.span)
}

/// A type, where none could be read.
pub(super) fn ty(at: &Name) -> TypeExpr {
    TypeExpr::Named(Spanned::new("u8".to_owned(), at.span))
}

/// A type of which only the name is known.
pub(super) fn type_def(name: Name) -> TypeDef {
    TypeDef {
        name,
        doc: Vec::new(),
        body: TypeBody::Broken(None),
    }
}
