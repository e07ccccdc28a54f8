//! The function that a row of the table calls: from untyped arguments to a handler and back.

use std::collections::HashSet;
use std::fmt::Write as _;

use iigen_parser::interface::{Method, Prim, Scalar, Shape, Structure, Type, Variable};
use iigen_parser::naming;

use super::{Uses, valid};
use crate::cpp::{self, Cpp};

/// No larger value lives on the stack of a dext's thread.
const STACK_MAX: u64 = 1024;

/// What a function of the generated code has for itself; a user's argument gets another name.
const LOCALS: &[&str] = &[
    "arguments",
    "capacity",
    "index",
    "input",
    "length",
    "memcpy",
    "output",
    "ret",
    "room",
    "target",
];

/// A function and its row.
pub(super) struct CallView {
    /// Its documentation and first lines.
    pub(super) head: String,
    /// Its statements.
    pub(super) body: String,
    /// Its row, in braces.
    pub(super) row: String,
    /// Its selector's name.
    pub(super) selector: String,
}

/// The function of a method, and its row.
pub(super) fn view(method: &Method, cpp: Cpp<'_>, uses: &mut Uses) -> CallView {
    let call = format!("Call{}", naming::handler(&method.name));
    let mut writer = Writer {
        cpp,
        uses,
        class: &cpp.interface.class,
        body: String::new(),
        passed: Vec::new(),
        after: String::new(),
        has_ret: false,
        reads: false,
        taken: cpp
            .arguments(method)
            .into_iter()
            .map(|of| of.name)
            .collect(),
    };
    if method.checked {
        writer.checked(method);
    } else {
        writer.unchecked(method);
    }
    let arguments = if writer.reads { "arguments" } else { "" };
    let parameter = format!("IOUserClientMethodArguments * {arguments}");
    let parameters = [
        "OSObject * target".to_owned(),
        "void *".to_owned(),
        parameter.trim_end().to_owned(),
    ];
    CallView {
        head: cpp::list(0, &format!("kern_return_t {call}"), &parameters, ""),
        body: writer.body,
        row: row(method, &call, cpp),
        selector: naming::c_selector(&cpp.interface.class, &method.name),
    }
}

/// All six fields, in the order of `IOUserClientMethodDispatch` (IOUserClient.iig).
fn row(method: &Method, call: &str, cpp: Cpp<'_>) -> String {
    if !method.checked {
        return format!("{{ {call}, kAny, kAny, kAny, kAny, kAny }}");
    }
    let words = |scalars: &[Scalar]| scalars.iter().map(Scalar::words).sum::<u64>();
    let size = |structure: &Option<Structure>| match structure {
        None => "0".to_owned(),
        Some(Structure {
            shape: Shape::Fixed(ty),
            ..
        }) => cpp.sizeof(ty),
        Some(_) => "kIOUserClientVariableStructureSize".to_owned(),
    };
    format!(
        "{{ {call}, false, {}, {}, {}, {} }}",
        words(&method.scalars_in),
        size(&method.struct_in),
        words(&method.scalars_out),
        size(&method.struct_out),
    )
}

struct Writer<'w> {
    cpp: Cpp<'w>,
    uses: &'w mut Uses,
    class: &'w str,
    body: String,
    /// What the handler is called with.
    passed: Vec<String>,
    /// What follows when the handler has succeeded.
    after: String,
    /// Whether `ret` is declared.
    has_ret: bool,
    /// Whether the arguments are looked at.
    reads: bool,
    /// The names of the handler's arguments.
    taken: HashSet<String>,
}

impl Writer<'_> {
    fn line(&mut self, line: &str) {
        self.body.push_str("    ");
        self.body.push_str(line);
        self.body.push('\n');
    }

    fn refuse_if(&mut self, condition: &str, code: &str) {
        self.line(&format!("if ({condition}) {{"));
        self.line(&format!("    return {code};"));
        self.line("}");
    }

    /// Declares or sets `ret`, and returns it if it isn't success.
    fn try_call(&mut self, call: &str) {
        let declare = if self.has_ret { "" } else { "kern_return_t " };
        self.has_ret = true;
        self.line(&format!("{declare}ret = {call};"));
        self.refuse_if("ret != kIOReturnSuccess", "ret");
    }

    fn unchecked(&mut self, method: &Method) {
        self.reads = true;
        let handler = naming::handler(&method.name);
        self.line("// The spec says that nothing is checked: the handler has to.");
        self.line(&format!(
            "return static_cast<{} *>(target)->{handler}(arguments);",
            self.class
        ));
    }

    fn checked(&mut self, method: &Method) {
        let mut word = 0;
        for scalar in &method.scalars_in {
            self.scalar_in(scalar, word);
            word += scalar.words();
        }
        if let Some(structure) = &method.struct_in {
            self.structure_in(structure);
        }
        let mut word = 0;
        for scalar in &method.scalars_out {
            self.scalar_out(scalar, word);
            word += scalar.words();
        }
        if word > 0 {
            let _ = writeln!(self.after, "    arguments->scalarOutputCount = {word};");
        }
        if let Some(structure) = &method.struct_out {
            self.structure_out(structure);
        }
        self.call_handler(method);
    }

    fn call_handler(&mut self, method: &Method) {
        let handler = naming::handler(&method.name);
        let passed = std::mem::take(&mut self.passed);
        let object = format!("static_cast<{} *>(target)->{handler}", self.class);
        if !self.body.is_empty() {
            self.body.push('\n');
        }
        if self.after.is_empty() {
            let call = cpp::list(4, &format!("return {object}"), &passed, ";");
            self.line(&call);
            return;
        }
        self.reads = true;
        let declare = if self.has_ret { "" } else { "kern_return_t " };
        let call = cpp::list(4, &format!("{declare}ret = {object}"), &passed, ";");
        self.line(&call);
        self.refuse_if("ret != kIOReturnSuccess", "ret");
        let after = std::mem::take(&mut self.after);
        self.body.push_str(&after);
        if !after.contains("    return ") {
            self.line("return kIOReturnSuccess;");
        }
    }

    fn scalar_in(&mut self, scalar: &Scalar, word: u64) {
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

    fn scalar_out(&mut self, scalar: &Scalar, word: u64) {
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

    fn structure_in(&mut self, structure: &Structure) {
        self.reads = true;
        self.uses.copy_input = true;
        match &structure.shape {
            Shape::Fixed(ty) => self.fixed_in(ty, &self.local(&structure.name)),
            Shape::Variable(variable) => {
                self.variable_in(variable, None);
                self.tail_in(variable, None);
            }
            Shape::HeaderTail { header, tail, .. } => {
                self.variable_in(tail, Some(header));
                self.in_place(header);
                self.tail_in(tail, Some(header));
            }
        }
    }

    fn fixed_in(&mut self, ty: &Type, name: &str) {
        let size = self.cpp.interface.layout(ty).size;
        if size <= STACK_MAX {
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
    fn in_place(&mut self, ty: &Type) {
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
    fn validate(&mut self, ty: &Type, name: &str) {
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
        let minimum = head + variable.min * element;
        let maximum = head + variable.max * element;
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
        self.line("const OwnMemory input(length);");
        self.refuse_if("input.bytes == nullptr", "kIOReturnNoMemory");
        self.try_call("CopyStructureInput(arguments, input.bytes, length)");
    }

    /// Validates and passes the elements in `input`, behind the header.
    fn tail_in(&mut self, variable: &Variable, header: Option<&Type>) {
        let (address, length) = match header {
            Some(header) => {
                let size = self.cpp.sizeof(header);
                (format!("input.bytes + {size}"), format!("length - {size}"))
            }
            None => ("input.bytes".to_owned(), "length".to_owned()),
        };
        let Some(ty) = &variable.element else {
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

    fn structure_out(&mut self, structure: &Structure) {
        self.reads = true;
        self.uses.output = true;
        match &structure.shape {
            Shape::Fixed(ty) => self.fixed_out(ty, &self.local(&structure.name)),
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
        if size <= STACK_MAX {
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
        let minimum = head + variable.min * element;
        let maximum = head + variable.max * element;
        self.line(&format!(
            "const uint64_t room = StructureOutputCapacity(arguments, {maximum});"
        ));
        if minimum > 0 {
            self.refuse_if(&format!("room < {minimum}"), "kIOReturnBadArgument");
        }
        self.line("const OwnMemory output(room);");
        self.refuse_if("output.bytes == nullptr", "kIOReturnNoMemory");
        let behind = header.map(|header| self.cpp.sizeof(header));
        let behind_header = behind
            .as_ref()
            .map_or("room".to_owned(), |size| format!("(room - {size})"));
        let address = behind.as_ref().map_or("output.bytes".to_owned(), |size| {
            format!("output.bytes + {size}")
        });
        let size = variable.element.as_ref().map(|ty| self.cpp.sizeof(ty));
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
        self.passed.push(if ty == "uint8_t" {
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
        let _ = write!(
            after,
            "    if ({least}{count} > capacity) {{\n        return kIOReturnInternalError; // the \
             handler broke its own contract\n    }}\n"
        );
        after.push_str(&outputs);
        let mut bytes = match &size {
            Some(size) if element > 1 => format!("{count} * {size}"),
            _ => count,
        };
        if let Some(behind) = &behind {
            bytes = format!("{behind} + {bytes}");
        }
        let _ = writeln!(
            after,
            "    return ReturnStructureOutput(arguments, output.bytes, {bytes});"
        );
        self.after = after;
    }

    /// The local variable for an argument: its own name, unless the function has that itself.
    fn local(&self, name: &str) -> String {
        let own = naming::cpp_argument(name);
        if !LOCALS.contains(&own.as_str()) {
            return own;
        }
        let mut free = own;
        free.push_str("Value");
        while self.taken.contains(&free) {
            free.push_str("Value");
        }
        free
    }

    fn size_of_element(&self, variable: &Variable) -> u64 {
        variable
            .element
            .as_ref()
            .map_or(1, |ty| self.cpp.interface.layout(ty).size)
    }
}

fn array_depth(ty: &Type) -> usize {
    match ty {
        Type::Array(element, _) => 1 + array_depth(element),
        _ => 0,
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
