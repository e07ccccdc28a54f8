//! Other names for what can't have its own in a spec.

use std::collections::HashMap;

use crate::check;
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::span::{Span, Spanned};
use crate::spec::{Name, Shape, Spec, TypeBody, TypeDef, TypeExpr};

/// How often names are replaced that a spec can't have.
const ROUNDS: usize = 4;

/// Checks a spec, and gives other names to what can't have its own.
pub(super) fn renamed(spec: &mut Spec) -> Result<(), Vec<Diagnostic>> {
    let mut mistakes = Vec::new();
    for round in 0..ROUNDS {
        let Err(found) = check::check(spec, Diagnostics::default()) else {
            return Ok(());
        };
        mistakes = found;
        let is_name = |of: &&Diagnostic| {
            [&codes::BAD_NAME, &codes::RESERVED_NAME, &codes::NAME_CLASH].contains(&of.code)
        };
        // Names of one place may all be wrong: those of a method and of its handler.
        let mut bad: HashMap<Span, Vec<&str>> = HashMap::new();
        for of in mistakes.iter().filter(is_name) {
            let messages = bad.entry(of.labels[0].span).or_default();
            messages.push(&of.message);
        }
        if bad.is_empty() {
            break;
        }
        rename(spec, &bad, round);
    }
    Err(mistakes)
}

fn rename(spec: &mut Spec, bad: &HashMap<Span, Vec<&str>>, round: usize) {
    let other = |name: &mut Name, suffix: &str| {
        let quoted = format!("`{}`", name.value);
        let messages = bad.get(&name.span).into_iter().flatten();
        if messages.copied().any(|of| of.contains(&quoted)) {
            name.value.push_str(suffix);
            if round > 0 {
                name.value.push_str(&round.to_string());
            }
        }
    };
    let mut types: HashMap<String, String> = HashMap::new();
    for TypeDef { name, body, .. } in &mut spec.types {
        let before = name.value.clone();
        other(name, "Record");
        if name.value != before {
            types.insert(before, name.value.clone());
        }
        if let TypeBody::Struct { fields, .. } = body {
            for field in fields {
                other(&mut field.name, "_field");
            }
        }
    }
    let mut handlers: HashMap<String, String> = HashMap::new();
    for method in &mut spec.methods {
        other(&mut method.name, "_method");
        if let Some(handler) = &mut method.handler {
            let before = handler.value.clone();
            other(handler, "_handler");
            if handler.value != before {
                handlers.insert(before, handler.value.clone());
            }
        }
        // An argument without a name has one from its type.
        for (structure, name) in [
            (&mut method.struct_in, "input"),
            (&mut method.struct_out, "output"),
        ] {
            if let Some(structure) = structure
                && structure.name.is_none()
                && bad.contains_key(&structure.span)
            {
                structure.name = Some(Spanned::new(name.to_owned(), structure.span));
            }
        }
        for field in method.scalars_in.iter_mut().chain(&mut method.scalars_out) {
            other(&mut field.name, "_value");
        }
    }
    for handler in spec
        .methods
        .iter_mut()
        .filter_map(|method| method.handler.as_mut())
    {
        if let Some(new) = handlers.get(&handler.value) {
            handler.value.clone_from(new);
        }
    }
    retype(spec, &types);
}

/// Follows types to their new names.
fn retype(spec: &mut Spec, types: &HashMap<String, String>) {
    fn follow(ty: &mut TypeExpr, types: &HashMap<String, String>) {
        match ty {
            TypeExpr::Named(name) => {
                if let Some(new) = types.get(&name.value) {
                    name.value.clone_from(new);
                }
            }
            TypeExpr::Array(element, ..) => follow(element, types),
        }
    }
    if types.is_empty() {
        return;
    }
    for def in &mut spec.types {
        if let TypeBody::Struct { fields, .. } = &mut def.body {
            fields
                .iter_mut()
                .for_each(|field| follow(&mut field.ty, types));
        }
    }
    for method in &mut spec.methods {
        for structure in [&mut method.struct_in, &mut method.struct_out]
            .into_iter()
            .flatten()
        {
            if let Shape::Fixed(ty) = &mut structure.shape {
                follow(ty, types);
            }
        }
    }
}
