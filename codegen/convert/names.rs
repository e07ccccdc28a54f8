//! The names of structures, which a spec need not say.

use iigen_parser::naming;
use iigen_parser::spec::{Method, Shape, Structure};

/// A method without the names that its structures would have anyway.
pub(super) fn without(method: &Method) -> Method {
    let mut short = method.clone();
    for part in [part_out, part_in] {
        let mut shorter = short.clone();
        if let Some(structure) = part(&mut shorter) {
            structure.name = None;
        }
        keep(&mut short, shorter);
        let mut shorter = short.clone();
        if let Some(tail) = part(&mut shorter).and_then(tail_name) {
            *tail = None;
        }
        keep(&mut short, shorter);
    }
    short
}

/// Takes the shorter one, if it means the same.
fn keep(method: &mut Method, shorter: Method) {
    if names(method) == names(&shorter) {
        *method = shorter;
    }
}

fn names(method: &Method) -> Vec<(String, String)> {
    let names = naming::structures(method);
    names.map(|of| (of.name, of.tail)).collect()
}

fn part_in(method: &mut Method) -> Option<&mut Structure> {
    method.struct_in.as_mut()
}

fn part_out(method: &mut Method) -> Option<&mut Structure> {
    method.struct_out.as_mut()
}

fn tail_name(structure: &mut Structure) -> Option<&mut Option<iigen_parser::spec::Name>> {
    match &mut structure.shape {
        Shape::HeaderTail { tail_name, .. } => Some(tail_name),
        _ => None,
    }
}
