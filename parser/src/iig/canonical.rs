//! Types without their other names, to compare them and to see what they are.

use super::ast::{Declarator, Parameter, ParameterKind, Type};
use super::declarations::{Declaration, Declarations};

/// How many names in a row may stand for another.
const STEPS: usize = 32;

/// What a type is, all aliases resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Canonical {
    /// The type of the innermost element.
    pub(super) ty: Type,
    /// The bounds of its arrays, from the outside in.
    pub(super) bounds: Vec<String>,
    /// The element as the user spelled it, as far as an array allows.
    pub(super) spelled: Type,
}

/// Resolves the aliases in a type.
pub(super) fn canonical(ty: &Type, bounds: &[String], declarations: &Declarations) -> Canonical {
    let mut found = Canonical {
        ty: ty.clone(),
        bounds: bounds.to_vec(),
        spelled: ty.clone(),
    };
    for _ in 0..STEPS {
        let Some(Declaration::Alias { ty: meant, bounds }) = declarations.get(&found.ty.name)
        else {
            break;
        };
        if !bounds.is_empty() && !found.ty.declarators.is_empty() {
            break;
        }
        found.bounds.extend(bounds.iter().cloned());
        let mut declarators = meant.declarators.clone();
        let mut is_const = found.ty.is_const || meant.is_const;
        if let (Some(Declarator::Pointer { is_const: last }), true) =
            (declarators.last_mut(), found.ty.is_const)
        {
            *last = true;
            is_const = meant.is_const;
        }
        declarators.extend(found.ty.declarators.iter().copied());
        found.ty = Type {
            is_const,
            elaborated: meant.elaborated.clone(),
            name: meant.name.clone(),
            declarators,
        };
        if !bounds.is_empty() {
            found.spelled = found.ty.clone();
        }
    }
    found.ty.elaborated = None;
    found
}

/// A parameter for comparison: arrays are pointers, names and defaults are nothing, and a `const`
/// of the parameter itself neither.
pub(super) fn compared(parameter: &Parameter, declarations: &Declarations) -> String {
    match &parameter.kind {
        ParameterKind::Plain { ty, bounds } => {
            let bounds: Vec<_> = bounds.iter().map(|bound| bound.value.clone()).collect();
            let Canonical { mut ty, bounds, .. } = canonical(ty, &bounds, declarations);
            match ty.declarators.last_mut() {
                Some(Declarator::Pointer { is_const }) if bounds.is_empty() => *is_const = false,
                None if bounds.is_empty() => ty.is_const = false,
                _ => {}
            }
            if !bounds.is_empty() {
                ty.declarators.push(Declarator::Pointer { is_const: false });
            }
            ty.to_string()
        }
        ParameterKind::Function { before, after } | ParameterKind::Block { before, after } => {
            format!("{before}{after}")
        }
        ParameterKind::Variadic => "...".to_owned(),
    }
}

/// A result for comparison.
pub(super) fn compared_result(ty: &Type, declarations: &Declarations) -> String {
    canonical(ty, &[], declarations).ty.to_string()
}
