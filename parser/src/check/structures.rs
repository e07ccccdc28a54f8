//! Structures of methods: their sizes and bounds, and which way they go.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::{Layout, Shape, Structure, Variable};
use crate::naming::StructureNames;
use crate::span::Span;
use crate::spec::{self, Number, StructureAccess};

use super::types::Types;
use super::versions;

/// The structure that goes in; the inner `None` is a method without one, the outer one a mistake.
#[expect(clippy::option_option, reason = "the two mean different things")]
pub(super) fn input(
    method: &spec::Method,
    names: &mut impl Iterator<Item = StructureNames>,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Option<Structure>> {
    one_way(method.struct_in.as_ref(), StructureAccess::Read, found);
    structure(method.struct_in.as_ref(), names, types, found)
}

/// The structure that comes out, likewise.
#[expect(clippy::option_option, reason = "the two mean different things")]
pub(super) fn output(
    method: &spec::Method,
    names: &mut impl Iterator<Item = StructureNames>,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Option<Structure>> {
    one_way(method.struct_out.as_ref(), StructureAccess::Write, found);
    structure(method.struct_out.as_ref(), names, types, found)
}

/// A driver does with a structure what its way allows, and nothing else.
fn one_way(structure: Option<&spec::Structure>, allowed: StructureAccess, found: &mut Diagnostics) {
    let Some(access) = structure.and_then(|structure| structure.access) else {
        return;
    };
    if access.value == allowed {
        return;
    }
    let (message, word, why) = match allowed {
        StructureAccess::Read => (
            "a structure input that the driver would write",
            "read-only",
            "the client's input is copied on write: what a driver writes there is lost",
        ),
        _ => (
            "a structure output that the driver would read",
            "write-only",
            "the client's output is memory that a driver may only write",
        ),
    };
    found.push(
        Diagnostic::new(&codes::STRUCTURE_ACCESS, access.span, message)
            .note(format!(
                "{why}; for memory that both sides read and write, declare a memory type under \
                 `memory`, with access: read-write"
            ))
            .edit("what it is", access.span, word),
    );
}

#[expect(clippy::option_option, reason = "the two mean different things")]
fn structure(
    structure: Option<&spec::Structure>,
    names: &mut impl Iterator<Item = StructureNames>,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Option<Structure>> {
    let Some(structure) = structure else {
        return Some(None);
    };
    let StructureNames {
        name,
        tail: tail_name,
    } = names.next()?;
    let shape = match &structure.shape {
        spec::Shape::Fixed(ty) => Shape::Fixed(types.get(ty, found)?),
        spec::Shape::Variable(of) => {
            Shape::Variable(variable(of, Layout { size: 0, align: 1 }, types, found)?)
        }
        spec::Shape::ZeroCopy(of) => {
            let bytes = variable(of, Layout { size: 0, align: 1 }, types, found)?;
            Shape::ZeroCopy {
                min: bytes.min,
                max: bytes.max,
            }
        }
        spec::Shape::Versions { ty, sizes } => versions::resolve(ty.as_ref(), sizes, types, found)?,
        spec::Shape::HeaderTail { header, tail, .. } => {
            let header = types.get(header, found);
            let size = header
                .as_ref()
                .map_or(0, |header| types.layout(header).size);
            let tail = variable(tail, Layout { size, align: 1 }, types, found);
            let (header, tail) = (header?, tail?);
            aligned(structure.span, size, &tail, types, found);
            Shape::HeaderTail {
                header,
                tail,
                tail_name,
            }
        }
    };
    Some(Some(Structure { name, shape }))
}

/// The first element lies where the header ends.
fn aligned(at: Span, header: u64, tail: &Variable, types: &Types<'_>, found: &mut Diagnostics) {
    let Some(element) = &tail.element else {
        return;
    };
    let align = types.layout(element).align;
    let missing = header.next_multiple_of(align) - header;
    if missing == 0 {
        return;
    }
    let message = format!("a tail that begins at byte {header}, of elements aligned to {align}");
    found.push(
        Diagnostic::new(&codes::TAIL_ALIGNMENT, at, message).note(format!(
            "make the header larger by a field of type [u8; {missing}], or the elements packed"
        )),
    );
}

fn variable(
    of: &spec::Variable,
    header: Layout,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Variable> {
    let element = match &of.element {
        Some(element) => Some(types.get(element, found)?),
        None => None,
    };
    let Some(max) = &of.max else {
        let message = "a variable structure without a maximum";
        let mistake = Diagnostic::new(&codes::NO_MAXIMUM, of.span, message);
        found.push(mistake.note("say `max`: bytes, or elements of an array"));
        return None;
    };
    let (lowest, highest) = (of.min.as_ref().map_or(0, |min| min.value), max.value);
    if lowest < 0 || highest < 1 || lowest > highest {
        let message = if highest < 1 {
            format!("a variable structure of at most {highest}")
        } else if lowest < 0 {
            format!("a variable structure of at least {lowest}")
        } else {
            format!("no count is from {lowest} to {highest}")
        };
        let mut mistake = Diagnostic::new(&codes::EMPTY_RANGE_COUNT, max.span, message);
        if let Some(Number { span, .. }) = of.min {
            mistake = mistake.label(span, "the smallest count");
        }
        found.push(mistake);
        return None;
    }
    let size = element
        .as_ref()
        .map_or(1, |element| types.layout(element).size);
    let terminator = u8::from(of.text.is_some_and(|text| text.nul));
    let all = highest
        .saturating_mul(i128::from(size))
        .saturating_add(i128::from(header.size) + i128::from(terminator));
    if all >= i128::from(u32::MAX) {
        let message = format!("a structure of up to {all} bytes");
        found.push(Diagnostic::new(&codes::STRUCTURE_SIZE, max.span, message));
        return None;
    }
    Some(Variable {
        element,
        text: of.text,
        min: lowest as u64,
        max: highest as u64,
    })
}
