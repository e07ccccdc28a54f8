//! Completions: what fits into their words, and what they can fill.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::{Completion, Event, Scalar, Type};
use crate::span::Span;
use crate::spec::{self, Shape, TypeExpr};

use super::scalars;
use super::types::Types;

/// `kIOUserClientAsyncArgumentsCountMax`, IOUserClient.iig; a word has 8 bytes.
const MAX_WORDS: u64 = 16;

/// `sizeof(io_struct_inband_t)`, xnu osfmk/device/device_types.h.
const INBAND_BYTES: i128 = 4096;

/// The inner `None` is a method without a completion, the outer one a mistake.
#[expect(clippy::option_option, reason = "the two mean different things")]
pub(super) fn resolve(
    method: &spec::Method,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Option<Completion>> {
    let Some(completion) = &method.completion else {
        return Some(None);
    };
    if let Some(fills) = completion.fills {
        fills_nothing(method, fills, found);
    }
    output(method, types, found);
    let event = match &completion.event {
        spec::Event::Empty => Event::Empty,
        spec::Event::Type(ty) => record(ty, types, found)?,
        spec::Event::Scalars(fields, span) => numbers(method, fields, *span, types, found)?,
    };
    Some(Some(Completion {
        event,
        repeats: completion.repeats,
        required: completion.required,
    }))
}

/// No structure is a descriptor in every call.
fn fills_nothing(method: &spec::Method, fills: Span, found: &mut Diagnostics) {
    let name = &method.name.value;
    let mistake = match &method.struct_out {
        None => {
            let message = format!("`{name}` has no structure that its completion could fill");
            Diagnostic::new(&codes::EVENT_FILLS, fills, message)
        }
        Some(structure) => {
            let message = format!("the structure of `{name}` can't be filled after the call");
            Diagnostic::new(&codes::EVENT_FILLS, fills, message)
                .label(structure.span, "copied when the call returns")
        }
    };
    found
        .push(mistake.note("send it as the event, or pass it through memory that the client maps"));
}

/// There is no asynchronous call that asks for a structure of any length (IOKitLib.c).
fn output(method: &spec::Method, types: &Types<'_>, found: &mut Diagnostics) {
    let Some(structure) = &method.struct_out else {
        return;
    };
    let (header, variable) = match &structure.shape {
        // Asked for with room of the client's own.
        Shape::Fixed(_) | Shape::Versions { .. } | Shape::ZeroCopy(_) => return,
        Shape::Variable(variable) => (None, variable),
        Shape::HeaderTail { header, tail, .. } => (Some(header), tail),
    };
    // What is wrong with the structure itself is reported with it.
    let mut unseen = Diagnostics::default();
    let mut size = |ty: Option<&TypeExpr>, none| match ty {
        Some(ty) => types
            .get(ty, &mut unseen)
            .map_or(0, |ty| i128::from(types.layout(&ty).size)),
        None => none,
    };
    let (header, element) = (size(header, 0), size(variable.element.as_ref(), 1));
    let Some(max) = &variable.max else {
        return;
    };
    let longest = header.saturating_add(element.saturating_mul(max.value));
    if longest > INBAND_BYTES {
        let name = &method.name.value;
        let message = format!("`{name}` has a completion and returns up to {longest} bytes");
        found.push(
            Diagnostic::new(&codes::EVENT_OUTPUT, max.span, message)
                .note("return it by a method of its own, or through memory that the client maps"),
        );
    }
}

/// A record, packed into the words.
fn record(ty: &TypeExpr, types: &Types<'_>, found: &mut Diagnostics) -> Option<Event> {
    let event = types.get(ty, found)?;
    let is_record = matches!(&event, Type::Named(id)
        if !types.def(*id).body.is_integer());
    if !is_record {
        let mistake = Diagnostic::new(&codes::EVENT_TYPE, ty.span(), "an event that is no record");
        found.push(match ty {
            TypeExpr::Named(name) => {
                let named = format!("{{ value: {} }}", name.value);
                mistake.edit("as a number with a name", ty.span(), named)
            }
            TypeExpr::Array(..) => mistake.note("give it a name: event: { values: … }"),
        });
        return None;
    }
    let size = types.layout(&event).size;
    if size > MAX_WORDS * 8 {
        let message = format!("an event of {size} bytes");
        found.push(
            Diagnostic::new(&codes::EVENT_SIZE, ty.span(), message)
                .here(format!("{} bytes fit", MAX_WORDS * 8))
                .note("put it into memory that the client maps, and send where it lies"),
        );
        return None;
    }
    Some(Event::Record(event))
}

fn numbers(
    method: &spec::Method,
    fields: &[spec::Field],
    span: Span,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Event> {
    if fields.is_empty() {
        let mistake = Diagnostic::new(&codes::EVENT_TYPE, span, "an event without numbers");
        found.push(mistake.note("leave `event` out if it only says that it has come"));
        return None;
    }
    let spread = fields.iter().filter_map(|of| of.passing.spread);
    for span in spread {
        let mistake = Diagnostic::new(
            &codes::EVENT_TYPE,
            span,
            "a record that is spread in an event",
        );
        found.push(mistake.note("make the record the event, and it is packed into the words"));
    }
    let scalars = scalars::answered(fields, types, found)?;
    let words = scalars.iter().map(Scalar::words);
    let words = words.fold(0, u64::saturating_add);
    if words > MAX_WORDS {
        let message = format!("the event of `{}` has {words} words", method.name.value);
        let mistake = Diagnostic::new(&codes::EVENT_SIZE, span, message);
        found.push(mistake.here(format!("{MAX_WORDS} fit")));
        return None;
    }
    Some(Event::Scalars(scalars))
}
