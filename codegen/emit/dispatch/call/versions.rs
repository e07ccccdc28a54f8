//! Structures of one of several sizes: what a client doesn't send is zero, and it gets back what it
//! has asked for.

use std::fmt::Write as _;

use iigen_parser::interface::Type;
use iigen_parser::naming;

use super::Writer;

impl Writer<'_> {
    pub(super) fn versions_in(&mut self, ty: Option<&Type>, sizes: &[u64], name: &str) {
        self.uses.input_length = true;
        let size = self.local(&size_of(ty, name));
        self.line(&format!("uint64_t {size} = 0;"));
        self.try_call(&format!("StructureInputLength(arguments, &{size})"));
        self.refuse_if(&is_none_of(&size, sizes), "kIOReturnBadArgument");
        let name = self.local(name);
        match ty {
            Some(ty) if self.cpp.interface.layout(ty).size <= self.cpp.flavour.stack_max => {
                let declaration = self.cpp.declare(ty, &name);
                self.line(&format!("{declaration} = {{}}; // what isn't sent is zero"));
                self.try_call(&format!("CopyStructureInput(arguments, &{name}, {size})"));
                self.validate(ty, &name);
                self.passed.push(name);
            }
            Some(ty) => {
                self.uses.buffer = true;
                let whole = self.cpp.sizeof(ty);
                self.line(&format!(
                    "const OwnMemory input({whole}); // what isn't sent is zero"
                ));
                self.refuse_if("input.bytes == nullptr", "kIOReturnNoMemory");
                self.try_call(&format!(
                    "CopyStructureInput(arguments, input.bytes, {size})"
                ));
                self.in_place(ty);
            }
            None => {
                self.uses.buffer = true;
                self.line(&format!("const OwnMemory input({size});"));
                self.refuse_if("input.bytes == nullptr", "kIOReturnNoMemory");
                self.try_call(&format!(
                    "CopyStructureInput(arguments, input.bytes, {size})"
                ));
                self.passed.push("input.bytes".to_owned());
            }
        }
        self.passed.push(format!("static_cast<size_t>({size})"));
    }

    pub(super) fn versions_out(&mut self, ty: Option<&Type>, sizes: &[u64], name: &str) {
        let size = self.local(&size_of(ty, name));
        let room = self.room_out();
        self.line(&format!(
            "const size_t {size} = static_cast<size_t>({room});"
        ));
        self.refuse_if(&is_none_of(&size, sizes), "kIOReturnBadArgument");
        let name = self.local(name);
        let bytes = match ty {
            Some(ty) if self.cpp.interface.layout(ty).size <= self.cpp.flavour.stack_max => {
                let declaration = self.cpp.declare(ty, &name);
                self.line(&format!("{declaration} = {{}};"));
                self.passed.push(format!("&{name}"));
                format!("&{name}")
            }
            _ => {
                self.uses.buffer = true;
                let whole = ty.map_or_else(|| size.clone(), |ty| self.cpp.sizeof(ty));
                self.line(&format!("const OwnMemory output({whole});"));
                self.refuse_if("output.bytes == nullptr", "kIOReturnNoMemory");
                self.passed.push(match ty {
                    Some(ty) => {
                        format!("reinterpret_cast<{} *>(output.bytes)", self.cpp.name(ty))
                    }
                    None => "output.bytes".to_owned(),
                });
                "output.bytes".to_owned()
            }
        };
        self.passed.push(size.clone());
        let _ = writeln!(
            self.after,
            "    return ReturnStructureOutput(arguments, {bytes}, {size});"
        );
    }
}

/// The argument that says the size: of a record, or the length of bytes.
fn size_of(ty: Option<&Type>, name: &str) -> String {
    match ty {
        Some(_) => naming::size_of(name),
        None => naming::count_of(name, true),
    }
}

/// `size != 8 && size != 16`.
fn is_none_of(size: &str, sizes: &[u64]) -> String {
    let differs = sizes.iter().map(|of| format!("{size} != {of}"));
    differs.collect::<Vec<_>>().join(" && ")
}
