//! What a spec says, in the words of rows and bytes.

use iigen_parser::interface::{Interface, Method, Shape, Structure, Type, Variable};
use iigen_parser::row::Row;
use iigen_parser::span::Span;
use iigen_parser::spec::{self, Target};

use super::Migration;

/// The longest structure that comes by value: `sizeof(io_struct_inband_t)`.
pub(super) const INBAND: u64 = 4096;

impl<'a> Migration<'a> {
    pub(super) fn interface(&self) -> &'a Interface {
        &self.whole.interface
    }

    /// A method as it was written; each has a name of its own.
    pub(super) fn written(&self, method: &Method) -> &'a spec::Method {
        self.methods[method.name.as_str()]
    }

    /// The rows of a method in both tables.
    pub(super) fn rows(&self, method: &Method) -> String {
        let interface = self.interface();
        let (from, to) = (
            row(method, interface, self.from),
            row(method, interface, self.to),
        );
        format!("{from} becomes {to}")
    }
}

/// The row of a method in a target's table, in the order of its structure.
fn row(method: &Method, interface: &Interface, target: Target) -> String {
    let Row(checks) = Row::of(method, interface);
    let numbers = checks
        .iter()
        .map(|of| of.number().map_or("any".to_owned(), |of| of.to_string()));
    let mut numbers: Vec<_> = numbers.collect();
    if target.is_kext() {
        numbers.remove(0);
    }
    if target == Target::Kext2022 {
        let asynchronous = method.completion.is_some() || !method.checked;
        numbers.push(format!("allowAsync {asynchronous}"));
        let entitlement = method.entitlement.as_deref();
        numbers.push(entitlement.map_or("no entitlement".to_owned(), str::to_owned));
    }
    format!("{{ {} }}", numbers.join(", "))
}

/// How many bytes a structure has at most.
pub(super) fn longest(structure: &Structure, interface: &Interface) -> u64 {
    let of = |variable: &Variable| {
        let element = variable.element.as_ref();
        let size = element.map_or(1, |of| interface.layout(of).size);
        (size.saturating_mul(variable.max)).saturating_add(variable.terminator())
    };
    match &structure.shape {
        Shape::Fixed(ty) => interface.layout(ty).size,
        Shape::Variable(variable) => of(variable),
        Shape::Versions { sizes, .. } => sizes.last().copied().unwrap_or(0),
        Shape::ZeroCopy { max, .. } => *max,
        Shape::HeaderTail { header, tail, .. } => {
            interface.layout(header).size.saturating_add(of(tail))
        }
    }
}

/// Where a structure was written; the method otherwise.
pub(super) fn place(structure: Option<&spec::Structure>, method: &spec::Method) -> Span {
    structure.map_or(method.name.span, |of| of.span)
}

/// "`submit` (selector 2)".
pub(super) fn title(method: &Method) -> String {
    format!("`{}` (selector {})", method.name, method.selector)
}

/// A type, as a spec of either language has it: `u32`, `[Record; 4]`.
pub(super) fn type_name(ty: &Type, interface: &Interface) -> String {
    match ty {
        Type::Prim(prim) => prim.name().to_owned(),
        Type::Named(id) => interface.type_def(*id).name.clone(),
        Type::Array(element, length) => format!("[{}; {length}]", type_name(element, interface)),
    }
}
