//! Numbers: from 64 bits to a type and back.

use std::fmt::Write as _;

use iigen_parser::interface::{Prim, Scalar, Type};

use super::super::valid;
use super::Writer;
use crate::cpp::Cpp;

impl Writer<'_> {
    pub(super) fn scalar_in(&mut self, scalar: &Scalar, word: u64) {
        self.reads = true;
        let name = self.local(&scalar.name);
        let place = |index: u64| format!("arguments->scalarInput[{index}]");
        match &scalar.ty {
            Type::Array(element, _) if **element == Type::Prim(Prim::U64) => {
                let passed = if word == 0 {
                    "arguments->scalarInput".to_owned()
                } else {
                    format!("arguments->scalarInput + {word}")
                };
                self.passed.push(passed);
            }
            Type::Array(element, length) => {
                let declaration = self.cpp.declare(&scalar.ty, &name);
                self.line(&format!("{declaration};"));
                let from = if word == 0 {
                    "index".to_owned()
                } else {
                    format!("{word} + index")
                };
                let read = self.read(
                    element,
                    &format!("arguments->scalarInput[{from}]"),
                    &format!("{name}[index]"),
                );
                self.line(&format!(
                    "for (uint32_t index = 0; index < {length}; index++) {{"
                ));
                self.line(&format!("    if ({read}) {{"));
                self.line("        return kIOReturnBadArgument;");
                self.line("    }");
                self.line("}");
                self.passed.push(name);
            }
            ty => {
                let declaration = self.cpp.declare(ty, &name);
                self.line(&format!("{declaration};"));
                let mut refused = self.read(ty, &place(word), &name);
                if let (Type::Prim(prim), false) = (ty, scalar.range.is_full()) {
                    let in_range = valid::in_range(&name, scalar.range, *prim);
                    let _ = write!(refused, " || !({in_range})");
                }
                if let (Type::Named(_), true) = (ty, self.cpp.is_constrained(ty)) {
                    let _ = write!(refused, " || !IsValid{}({name})", self.cpp.name(ty));
                }
                self.refuse_if(&refused, "kIOReturnBadArgument");
                self.passed.push(name);
            }
        }
    }

    /// The condition under which a number is no value of the type; it sets `target`.
    fn read(&mut self, ty: &Type, word: &str, target: &str) -> String {
        if let Type::Prim(Prim::F32 | Prim::F64) = ty {
            self.uses.read_float = true;
            return format!("!ReadFloat({word}, &{target})");
        }
        self.uses.read_scalar = true;
        format!("!ReadScalar({word}, &{target})")
    }

    pub(super) fn scalar_out(&mut self, scalar: &Scalar, word: u64) {
        let name = self.local(&scalar.name);
        let element = Cpp::innermost(&scalar.ty);
        let declaration = self.cpp.declare(&scalar.ty, &name);
        if let Type::Array(_, length) = &scalar.ty {
            self.line(&format!("{declaration} = {{}};"));
            let to = if word == 0 {
                "index".to_owned()
            } else {
                format!("{word} + index")
            };
            let value = self.word(element, &format!("{name}[index]"));
            let _ = write!(
                self.after,
                "    for (uint32_t index = 0; index < {length}; index++) {{\n        \
                 arguments->scalarOutput[{to}] = {value};\n    }}\n"
            );
            self.passed.push(name);
        } else {
            let zero = match element {
                Type::Prim(Prim::Bool) => "= false",
                Type::Prim(_) => "= 0",
                _ => "= {}",
            };
            self.line(&format!("{declaration} {zero};"));
            let value = self.word(element, &name);
            let _ = writeln!(self.after, "    arguments->scalarOutput[{word}] = {value};");
            self.passed.push(format!("&{name}"));
        }
    }

    fn word(&mut self, ty: &Type, value: &str) -> String {
        match ty {
            Type::Prim(Prim::F32 | Prim::F64) => {
                self.uses.write_float = true;
                format!("FloatWord({value})")
            }
            Type::Prim(Prim::U64) => value.to_owned(),
            _ => format!("static_cast<uint64_t>({value})"),
        }
    }
}
