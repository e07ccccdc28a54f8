//! Structures that the handler gets as a descriptor, however they come or are asked for.

use std::fmt::Write as _;

use iigen_parser::naming;

use super::Writer;

impl Writer<'_> {
    pub(super) fn zero_copy_in(&mut self, min: u64, max: u64) {
        self.uses.input_length = true;
        self.uses.held_descriptor = true;
        self.uses.input_descriptor = true;
        self.line("uint64_t length = 0;");
        self.try_call("StructureInputLength(arguments, &length)");
        let least = if min > 0 {
            format!("length < {min} || ")
        } else {
            String::new()
        };
        self.refuse_if(&format!("{least}length > {max}"), "kIOReturnBadArgument");
        self.line("HeldDescriptor input;");
        self.try_call("CopyInputDescriptor(arguments, length, &input.descriptor)");
        self.passed.push("input.descriptor".to_owned());
        self.passed.push("length".to_owned());
    }

    pub(super) fn zero_copy_out(&mut self, min: u64, max: u64, name: &str) {
        self.uses.output_capacity = true;
        self.uses.held_descriptor = true;
        self.uses.output_descriptor = true;
        self.uses.output |= self.cpp.flavour.kext;
        self.line(&format!(
            "const uint64_t room = StructureOutputCapacity(arguments, {max});"
        ));
        if min > 0 {
            self.refuse_if(&format!("room < {min}"), "kIOReturnBadArgument");
        }
        self.line("HeldDescriptor output;");
        self.try_call("CopyOutputDescriptor(arguments, room, &output.descriptor)");
        let length = self.local(&naming::count_of(name, true));
        self.line(&format!("uint64_t {length} = 0;"));
        self.passed.push("output.descriptor".to_owned());
        self.passed.push("room".to_owned());
        self.passed.push(format!("&{length}"));
        let least = if min > 0 {
            format!("{length} < {min} || ")
        } else {
            String::new()
        };
        // The handler's length is looked at before any output is set.
        let outputs = std::mem::take(&mut self.after);
        let _ = write!(
            self.after,
            "    if ({least}{length} > room) {{\n        return kIOReturnInternalError; // the \
             handler broke its own contract\n    }}\n{outputs}    return \
             ReturnOutputDescriptor(arguments, output.descriptor, {length});\n"
        );
    }
}
