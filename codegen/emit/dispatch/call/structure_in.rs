//! What a client sends: copied once, checked, and handed over with its type.

use iigen_parser::interface::{Prim, Shape, Structure, Type, Variable};

use super::super::valid;
use super::Writer;
use crate::cpp::Cpp;

impl Writer<'_> {
    pub(super) fn structure_in(&mut self, structure: &Structure) {
        self.reads = true;
        self.uses.copy_input |= !matches!(structure.shape, Shape::ZeroCopy { .. });
        match &structure.shape {
            Shape::Fixed(ty) => self.fixed_in(ty, &self.local(&structure.name)),
            Shape::Versions { ty, sizes } => self.versions_in(ty.as_ref(), sizes, &structure.name),
            Shape::ZeroCopy { min, max } => self.zero_copy_in(*min, *max),
            Shape::Variable(variable) => {
                self.variable_in(variable, None);
                self.tail_in(variable, &structure.name, None);
            }
            Shape::HeaderTail {
                header,
                tail,
                tail_name,
            } => {
                self.variable_in(tail, Some(header));
                self.in_place(header);
                self.tail_in(tail, tail_name, Some(header));
            }
        }
    }

    fn fixed_in(&mut self, ty: &Type, name: &str) {
        let size = self.cpp.interface.layout(ty).size;
        if size <= self.cpp.flavour.stack_max {
            let declaration = self.cpp.declare(ty, name);
            self.line(&format!("{};", byte_for_bool(&declaration, ty)));
            self.try_call(&format!(
                "CopyStructureInput(arguments, &{name}, sizeof({name}))"
            ));
            self.validate(ty, name);
            self.pass_fixed(ty, name);
            return;
        }
        self.uses.buffer = true;
        self.line(&format!("const OwnMemory input({});", self.cpp.sizeof(ty)));
        self.refuse_if("input.bytes == nullptr", "kIOReturnNoMemory");
        self.try_call("CopyStructureInput(arguments, input.bytes, input.size)");
        self.in_place(ty);
    }

    /// Validates and passes the value at the beginning of `input`, which is aligned for any type.
    pub(super) fn in_place(&mut self, ty: &Type) {
        let place = format!(
            "reinterpret_cast<const {} *>(input.bytes)",
            self.cpp.name(ty)
        );
        let (valid, passed) = match ty {
            Type::Prim(Prim::Bool) => {
                self.uses.valid_bool = true;
                let passed = "input.bytes[0] != 0".to_owned();
                ("IsValidBool(input.bytes[0])".to_owned(), passed)
            }
            Type::Array(..) => {
                let count = Cpp::count(ty).to_string();
                let constrained = self.cpp.is_constrained(ty);
                let valid = constrained
                    .then(|| valid::all_valid("input.bytes", &count, ty, self.cpp, self.uses));
                (valid.unwrap_or_default(), place)
            }
            _ => (
                format!("IsValid{}(*{place})", self.cpp.name(ty)),
                format!("*{place}"),
            ),
        };
        if self.cpp.is_constrained(ty) {
            self.refuse_if(&format!("!{valid}"), "kIOReturnBadArgument");
        }
        self.passed.push(passed);
    }

    /// Refuses bytes that are no value of the type.
    pub(super) fn validate(&mut self, ty: &Type, name: &str) {
        if !self.cpp.is_constrained(ty) {
            return;
        }
        let valid = match ty {
            Type::Named(_) => format!("IsValid{}({name})", self.cpp.name(ty)),
            Type::Prim(_) => {
                self.uses.valid_bool = true;
                format!("IsValidBool({name})")
            }
            Type::Array(..) => {
                let count = Cpp::count(ty).to_string();
                valid::all_valid(name, &count, ty, self.cpp, self.uses)
            }
        };
        self.refuse_if(&format!("!{valid}"), "kIOReturnBadArgument");
    }

    fn pass_fixed(&mut self, ty: &Type, name: &str) {
        let mut inner = ty;
        let mut passed = name.to_owned();
        if *Cpp::innermost(ty) == Type::Prim(Prim::Bool) {
            passed = match ty {
                Type::Prim(_) => format!("{name} != 0"),
                _ => format!("reinterpret_cast<const bool *>(&{name})"),
            };
        } else {
            // An array of arrays is passed as its innermost elements, one behind the other.
            while let Type::Array(element, _) = inner
                && matches!(**element, Type::Array(..))
            {
                passed.push_str("[0]");
                inner = element;
            }
        }
        self.passed.push(passed);
    }

    /// Copies a variable structure into `input`; its length is within the bounds.
    fn variable_in(&mut self, variable: &Variable, header: Option<&Type>) {
        self.uses.input_length = true;
        self.uses.buffer = true;
        let element = self.size_of_element(variable);
        let head = header.map_or(0, |header| self.cpp.interface.layout(header).size);
        let minimum = head + variable.min * element + variable.terminator();
        let maximum = head + variable.max * element + variable.terminator();
        self.line("uint64_t length = 0;");
        self.try_call("StructureInputLength(arguments, &length)");
        let mut refused = Vec::new();
        if minimum > 0 {
            refused.push(format!("length < {minimum}"));
        }
        refused.push(format!("length > {maximum}"));
        if let Some(ty) = variable.element.as_ref().filter(|_| element > 1) {
            let (open, close) = match header {
                Some(header) => ("(", format!(" - {})", self.cpp.sizeof(header))),
                None => ("", String::new()),
            };
            let size = self.cpp.sizeof(ty);
            let size = if Cpp::count(ty) > 1 {
                format!("({size})")
            } else {
                size
            };
            refused.push(format!("{open}length{close} % {size} != 0"));
        }
        self.refuse_if(&refused.join(" || "), "kIOReturnBadArgument");
        if variable.text.is_some_and(|text| !text.nul) {
            self.line("const OwnMemory input(length + 1); // and a NUL behind the text");
        } else {
            self.line("const OwnMemory input(length);");
        }
        self.refuse_if("input.bytes == nullptr", "kIOReturnNoMemory");
        self.try_call("CopyStructureInput(arguments, input.bytes, length)");
    }

    /// Validates and passes the elements in `input`, behind the header.
    fn tail_in(&mut self, variable: &Variable, name: &str, header: Option<&Type>) {
        let (address, length) = match header {
            Some(header) => {
                let size = self.cpp.sizeof(header);
                (format!("input.bytes + {size}"), format!("length - {size}"))
            }
            None => ("input.bytes".to_owned(), "length".to_owned()),
        };
        let Some(ty) = &variable.element else {
            if let Some(text) = variable.text {
                self.text_in(text, name, &address, &length);
                return;
            }
            self.passed.push(address);
            self.passed.push(format!("static_cast<size_t>({length})"));
            return;
        };
        let length = if header.is_some() {
            format!("({length})")
        } else {
            length
        };
        let size = self.cpp.sizeof(ty);
        let count = if Cpp::count(ty) > 1 {
            format!("{length} / ({size})")
        } else {
            format!("{length} / {size}")
        };
        if self.cpp.is_constrained(ty) {
            let innermost = format!("{length} / sizeof({})", self.cpp.name(ty));
            let valid = valid::all_valid(&address, &innermost, ty, self.cpp, self.uses);
            self.refuse_if(&format!("!{valid}"), "kIOReturnBadArgument");
        }
        let element = self.cpp.element(variable);
        self.passed.push(if element == "uint8_t" {
            address
        } else {
            format!("reinterpret_cast<const {element} *>({address})")
        });
        self.passed.push(format!("static_cast<size_t>({count})"));
    }
}

/// A bool that a client sent is a byte until it is checked.
fn byte_for_bool(declaration: &str, ty: &Type) -> String {
    if *Cpp::innermost(ty) == Type::Prim(Prim::Bool) {
        declaration.replacen("bool", "uint8_t", 1)
    } else {
        declaration.to_owned()
    }
}
