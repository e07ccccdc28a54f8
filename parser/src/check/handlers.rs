//! Handlers of several methods: one function, so one list of arguments.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::{Method, Presence, Scalar, Shape, Shared, Structure};
use crate::span::Span;
use crate::spec;

/// A method and how it was written.
type Both<'m> = (Method, &'m spec::Method);

/// Compares the methods of each handler with the first of them, and says how they share it.
pub(super) fn resolve(methods: &mut [Both<'_>], found: &mut Diagnostics) {
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, (_, written)) in methods.iter().enumerate() {
        if let Some(handler) = &written.handler {
            if let Some(completion) = &written.completion {
                let message = format!(
                    "`{}` has a completion, of a class of its own",
                    written.name.value
                );
                let mistake = Diagnostic::new(&codes::HANDLER, completion.span, message);
                found.push(mistake.label(handler.span, "so it needs a handler of its own"));
            }
            groups.entry(&handler.value).or_default().push(index);
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_unstable();
    for (handler, group) in groups {
        let first = &methods[group[0]];
        for &index in &group[1..] {
            agree(first, &methods[index], found);
        }
        let differ = |get: fn(&Method) -> &Option<Structure>| {
            let mut all = group.iter().map(|&index| get(&methods[index].0));
            all.any(|other| fixed(other) != fixed(get(&first.0)))
        };
        let shared = Shared {
            handler: handler.to_owned(),
            bytes_in: differ(|method| &method.struct_in),
            bytes_out: differ(|method| &method.struct_out),
        };
        for &index in &group {
            methods[index].0.shared = Some(shared.clone());
        }
    }
}

/// The type of a fixed structure.
fn fixed(structure: &Option<Structure>) -> Option<&crate::interface::Type> {
    match &structure.as_ref()?.shape {
        Shape::Fixed(ty) => Some(ty),
        _ => None,
    }
}

fn agree(first: &Both<'_>, other: &Both<'_>, found: &mut Diagnostics) {
    let ((first, first_spec), (other, other_spec)) = (first, other);
    let names = (first_spec.name.span, other_spec.name.span);
    let mut differ = |what: &str, at: (Option<Span>, Option<Span>)| {
        let handler = other_spec.handler.as_ref();
        let handler = handler.map_or("", |name| name.value.as_str());
        let message = format!(
            "`{}` and `{}` have the handler `{handler}`, but {what}",
            other.name, first.name
        );
        found.push(
            Diagnostic::new(&codes::HANDLER, at.1.unwrap_or(names.1), message)
                .label(at.0.unwrap_or(names.0), format!("`{}`", first.name))
                .note("their arguments have the same names and types; only a fixed structure may differ"),
        );
    };
    if first.checked != other.checked {
        differ(
            "only one of them is checked",
            (first_spec.unchecked, other_spec.unchecked),
        );
        return;
    }
    if first.on_provider != other.on_provider {
        let spans = (first_spec.on_provider, other_spec.on_provider);
        differ("only one of them is on the provider", spans);
    }
    let scalars = [
        (
            &first.scalars_in,
            &other.scalars_in,
            &first_spec.scalars_in,
            &other_spec.scalars_in,
        ),
        (
            &first.scalars_out,
            &other.scalars_out,
            &first_spec.scalars_out,
            &other_spec.scalars_out,
        ),
    ];
    for (one, two, one_spec, two_spec) in scalars {
        let most = one.len().max(two.len());
        let different = (0..most).find(|&at| match (one.get(at), two.get(at)) {
            (Some(one), Some(two)) => !same(one, two),
            _ => true,
        });
        if let Some(at) = different {
            let span = |fields: &[spec::Field]| fields.get(at).map(|field| field.name.span);
            differ("different scalars", (span(one_spec), span(two_spec)));
        }
    }
    let structures = [
        (
            &first.struct_in,
            &other.struct_in,
            &first_spec.struct_in,
            &other_spec.struct_in,
        ),
        (
            &first.struct_out,
            &other.struct_out,
            &first_spec.struct_out,
            &other_spec.struct_out,
        ),
    ];
    for (one, two, one_spec, two_spec) in structures {
        let spans = (
            one_spec.as_ref().map(|of| of.span),
            two_spec.as_ref().map(|of| of.span),
        );
        let what = match (one, two) {
            (None, None) => continue,
            (Some(one), Some(two)) if !alike(&one.shape, &two.shape) => "different structures",
            (Some(one), Some(two)) if one.name == two.name => continue,
            (Some(_), Some(_)) => "different names for their structures",
            _ => "only one of them has a structure",
        };
        differ(what, spans);
    }
}

/// Whether a handler gets both by the same argument.
fn same(one: &Scalar, two: &Scalar) -> bool {
    let optional = |scalar: &Scalar| scalar.presence == Presence::Optional;
    one.name == two.name
        && one.ty == two.ty
        && std::mem::discriminant(&one.carrier) == std::mem::discriminant(&two.carrier)
        && optional(one) == optional(two)
}

/// Whether a handler gets both by the same arguments, but for their names: of fixed ones, the bytes
/// will do.
fn alike(one: &Shape, two: &Shape) -> bool {
    match (one, two) {
        (Shape::Fixed(_), Shape::Fixed(_)) => true,
        (Shape::ZeroCopy { .. }, Shape::ZeroCopy { .. }) => true,
        (Shape::Versions { ty: one, .. }, Shape::Versions { ty: two, .. }) => one == two,
        (Shape::Variable(one), Shape::Variable(two)) => {
            one.element == two.element && one.text == two.text
        }
        (
            Shape::HeaderTail {
                header,
                tail,
                tail_name,
            },
            Shape::HeaderTail {
                header: other,
                tail: other_tail,
                tail_name: other_name,
            },
        ) => {
            header == other
                && tail.element == other_tail.element
                && tail.text == other_tail.text
                && tail_name == other_name
        }
        _ => false,
    }
}
