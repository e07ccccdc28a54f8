//! The structure that goes in.

use iigen_parser::interface::{Prim, Shape, Structure, Type, Variable};
use iigen_parser::naming;

use super::{Writer, text};
use crate::rust_layout::grouped;

impl Writer<'_> {
    pub(super) fn structure_in(&mut self, structure: &Structure) {
        let name = naming::rust_name(&structure.name);
        match &structure.shape {
            Shape::Fixed(ty) => {
                self.uses.plain = true;
                self.fixed_in(ty, &structure.name);
                self.structure = match ty {
                    Type::Prim(Prim::Bool) => {
                        format!("::iigen_client::Bool8::from({name}).as_bytes()")
                    }
                    _ => format!("{name}.as_bytes()"),
                };
            }
            Shape::Versions { ty, sizes } => self.versions_in(ty.as_ref(), sizes, &structure.name),
            Shape::ZeroCopy { min, max } => {
                self.bytes_in(&structure.name, *min, *max);
                self.structure = name;
            }
            Shape::Variable(variable) if variable.text.is_some() => {
                self.text_in(variable, &structure.name);
                self.structure = text::bytes(variable, &name);
            }
            Shape::Variable(variable) => {
                self.variable_in(variable, &structure.name);
                let element = self.element(variable);
                self.structure = match element.as_str() {
                    "u8" => name,
                    _ => format!("::iigen_client::Plain::slice_as_bytes({name})"),
                };
            }
            Shape::HeaderTail {
                header,
                tail,
                tail_name,
            } => {
                self.fixed_in(header, &structure.name);
                if tail.text.is_some() {
                    self.text_in(tail, tail_name);
                } else {
                    self.variable_in(tail, tail_name);
                }
                let by_reference = match header {
                    Type::Prim(Prim::Bool) => format!("&::iigen_client::Bool8::from({name})"),
                    Type::Prim(_) => format!("&{name}"),
                    ty if self.is_newtype(ty) => format!("&{name}"),
                    _ => name,
                };
                let tail = match tail.text {
                    Some(_) => text::bytes(tail, &naming::rust_name(tail_name)),
                    None => naming::rust_name(tail_name),
                };
                self.structure = format!("&::iigen_client::with_tail({by_reference}, {tail})");
            }
        }
    }

    pub(super) fn is_newtype(&self, ty: &Type) -> bool {
        matches!(ty, Type::Named(id) if self.rust.interface.type_def(*id).body.is_integer())
    }

    pub(super) fn fixed_in(&mut self, ty: &Type, spec_name: &str) {
        let name = naming::rust_name(spec_name);
        let by_value = matches!(ty, Type::Prim(_)) || self.is_newtype(ty);
        let parameter = if by_value {
            self.rust.value(ty)
        } else {
            format!("&{}", self.rust.name(ty))
        };
        self.parameter(&name, &parameter);
        if self.rust.is_constrained(ty) && !matches!(ty, Type::Prim(_)) {
            let reference = if by_value { format!("&{name}") } else { name };
            self.check("check", spec_name, &[&reference]);
        }
    }

    pub(super) fn variable_in(&mut self, variable: &Variable, spec_name: &str) {
        let name = naming::rust_name(spec_name);
        let element = self.element(variable);
        self.parameter(&name, &format!("&[{element}]"));
        let length = format!("{name}.len()");
        let counted = naming::count_of(spec_name, variable.element.is_none());
        if variable.min > 0 {
            self.check("min", &counted, &[&length, &grouped(variable.min.into())]);
        }
        self.check("max", &counted, &[&length, &grouped(variable.max.into())]);
        if variable
            .element
            .as_ref()
            .is_some_and(|ty| self.rust.is_constrained(ty))
        {
            self.check("check", spec_name, &[&name]);
        }
    }

    pub(super) fn element(&self, variable: &Variable) -> String {
        variable
            .element
            .as_ref()
            .map_or("u8".to_owned(), |ty| self.rust.name(ty))
    }
}
