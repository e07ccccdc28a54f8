//! What a client gets back: room, zeroed, for the handler, and the way to the client.

use std::fmt::Write as _;

use iigen_parser::interface::{Shape, Structure, Type, Variable};
use iigen_parser::naming;

use super::Writer;

impl Writer<'_> {
    pub(super) fn structure_out(&mut self, structure: &Structure) {
        self.reads = true;
        self.uses.output |= !matches!(structure.shape, Shape::ZeroCopy { .. });
        match &structure.shape {
            Shape::Fixed(ty) => self.fixed_out(ty, &self.local(&structure.name)),
            Shape::Versions { ty, sizes } => self.versions_out(ty.as_ref(), sizes, &structure.name),
            Shape::ZeroCopy { min, max } => self.zero_copy_out(*min, *max, &structure.name),
            Shape::Variable(variable) => {
                self.variable_out(variable, &structure.name, None);
            }
            Shape::HeaderTail {
                header,
                tail,
                tail_name,
            } => {
                let element = self.cpp.name(header);
                self.passed
                    .push(format!("reinterpret_cast<{element} *>(output.bytes)"));
                self.variable_out(tail, tail_name, Some(header));
            }
        }
    }

    fn fixed_out(&mut self, ty: &Type, name: &str) {
        let size = self.cpp.interface.layout(ty).size;
        if size <= self.cpp.flavour.stack_max {
            let declaration = self.cpp.declare(ty, name);
            self.line(&format!("{declaration} = {{}};"));
            let inner = "[0]".repeat(array_depth(ty).saturating_sub(1));
            let reference = if matches!(ty, Type::Array(..)) {
                ""
            } else {
                "&"
            };
            self.passed.push(format!("{reference}{name}{inner}"));
            let _ = writeln!(
                self.after,
                "    return ReturnStructureOutput(arguments, &{name}, sizeof({name}));"
            );
            return;
        }
        self.uses.buffer = true;
        self.line(&format!("const OwnMemory output({});", self.cpp.sizeof(ty)));
        self.refuse_if("output.bytes == nullptr", "kIOReturnNoMemory");
        let element = self.cpp.name(ty);
        self.passed
            .push(format!("reinterpret_cast<{element} *>(output.bytes)"));
        self.after
            .push_str("    return ReturnStructureOutput(arguments, output.bytes, output.size);\n");
    }

    fn variable_out(&mut self, variable: &Variable, name: &str, header: Option<&Type>) {
        self.uses.output_capacity = true;
        self.uses.buffer = true;
        let element = self.size_of_element(variable);
        let head = header.map_or(0, |header| self.cpp.interface.layout(header).size);
        let minimum = head + variable.min * element + variable.terminator();
        let maximum = head + variable.max * element + variable.terminator();
        self.line(&format!(
            "const uint64_t room = StructureOutputCapacity(arguments, {maximum});"
        ));
        if minimum > 0 {
            self.refuse_if(&format!("room < {minimum}"), "kIOReturnBadArgument");
        }
        if variable.text.is_some_and(|text| !text.nul) {
            self.line("const OwnMemory output(room + 1); // and a NUL behind the text");
        } else {
            self.line("const OwnMemory output(room);");
        }
        self.refuse_if("output.bytes == nullptr", "kIOReturnNoMemory");
        let behind = header.map(|header| self.cpp.sizeof(header));
        let behind_header = behind
            .as_ref()
            .map_or("room".to_owned(), |size| format!("(room - {size})"));
        let address = behind.as_ref().map_or("output.bytes".to_owned(), |size| {
            format!("output.bytes + {size}")
        });
        let size = variable.element.as_ref().map(|ty| self.cpp.sizeof(ty));
        let behind_header = match variable.terminator() {
            0 => behind_header,
            _ if header.is_some() => format!("room - {} - 1", behind.as_deref().unwrap_or("0")),
            _ => "room - 1".to_owned(),
        };
        let capacity = match &size {
            Some(size) if size.contains('*') => format!("{behind_header} / ({size})"),
            Some(size) if element > 1 => format!("{behind_header} / {size}"),
            _ => behind_header,
        };
        self.line(&format!(
            "const size_t capacity = static_cast<size_t>({capacity});"
        ));
        let count = self.local(&naming::count_of(name, variable.element.is_none()));
        self.line(&format!("size_t {count} = 0;"));
        let ty = self.cpp.element(variable);
        let mut text = None;
        if variable.text.is_some() {
            text = Some(self.text_room(name, &address));
        }
        self.passed.push(if let Some(text) = &text {
            text.clone()
        } else if ty == "uint8_t" {
            address
        } else {
            format!("reinterpret_cast<{ty} *>({address})")
        });
        self.passed.push("capacity".to_owned());
        self.passed.push(format!("&{count}"));
        // The handler's count is looked at before any output is set.
        let outputs = std::mem::take(&mut self.after);
        let mut after = String::new();
        let least = if variable.min > 0 {
            format!("{count} < {} || ", variable.min)
        } else {
            String::new()
        };
        let inside = text.as_ref().map_or(String::new(), |text| {
            format!(" || !IsText({text}, {count})")
        });
        let _ = write!(
            after,
            "    if ({least}{count} > capacity{inside}) {{\n        return kIOReturnInternalError; // the \
             handler broke its own contract\n    }}\n"
        );
        after.push_str(&outputs);
        let terminator = match &text {
            Some(text) if variable.terminator() > 0 => {
                let _ = writeln!(after, "    {text}[{count}] = 0;");
                " + 1"
            }
            _ => "",
        };
        let mut bytes = match &size {
            Some(size) if element > 1 => format!("{count} * {size}"),
            _ => count,
        };
        if let Some(behind) = &behind {
            bytes = format!("{behind} + {bytes}");
        }
        bytes.push_str(terminator);
        let _ = writeln!(
            after,
            "    return ReturnStructureOutput(arguments, output.bytes, {bytes});"
        );
        self.after = after;
    }
}

fn array_depth(ty: &Type) -> usize {
    match ty {
        Type::Array(element, _) => 1 + array_depth(element),
        _ => 0,
    }
}
