//! The function that a row of the table calls: from untyped arguments to a handler and back.

use std::collections::HashSet;
use std::fmt::Write as _;

use iigen_parser::interface::{Method, Shape, Structure, Variable};
use iigen_parser::naming;

mod count;
mod room;
mod scalar;
mod shared;
mod spread;
mod structure_in;
mod structure_out;
mod text;
mod versions;
mod zero_copy;

use super::Uses;
use crate::cpp::{self, Cpp};
use crate::emit::row;
use iigen_parser::row::{Check, Row};

/// What a function of the generated code has for itself; a user's argument gets another name.
const LOCALS: &[&str] = &[
    "arguments",
    "capacity",
    "index",
    "input",
    "length",
    "memcpy",
    "number",
    "output",
    "provider",
    "ret",
    "room",
    "scalarCount",
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
    let (body, reads) = (writer.body, writer.reads);
    let arguments = if reads { "arguments" } else { "" };
    let completion = method.completion.as_ref();
    let second = match completion {
        Some(_) => "uint64_t number",
        None => "void *",
    };
    let function = match completion {
        Some(of) if cpp.flavour.kext => format!("WithCompletion<{call}, {}>", of.required),
        Some(_) => format!("WithCompletion<{call}>"), // whether there is one, the row says
        None => call.clone(),
    };
    let parameter = format!("{} * {arguments}", cpp.flavour.arguments);
    let parameters = [
        "OSObject * target".to_owned(),
        second.to_owned(),
        parameter.trim_end().to_owned(),
    ];
    let row = Row::of(method, cpp.interface);
    let checks = row::in_table(&row, cpp);
    uses.any |= checks.iter().any(|of| matches!(of, Check::Any));
    CallView {
        head: cpp::list(0, &format!("kern_return_t {call}"), &parameters, ""),
        body,
        row: row::row(&row, &function, method, cpp),
        selector: naming::c_selector(&cpp.interface.class, &method.name),
    }
}

/// Whether a method's handler gets a descriptor.
pub(super) fn is_zero_copy(method: &Method) -> bool {
    let writes = method.struct_out.as_ref().is_some_and(is_descriptor);
    reads_descriptor(method) || writes
}

/// Whether a method's handler gets a descriptor of what the client sends.
pub(super) fn reads_descriptor(method: &Method) -> bool {
    method.struct_in.as_ref().is_some_and(is_descriptor)
}

fn is_descriptor(structure: &Structure) -> bool {
    matches!(structure.shape, Shape::ZeroCopy { .. })
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
        self.line("// The spec says that nothing is checked: the handler has to.");
        self.pass_selector(method);
        self.passed.push("arguments".to_owned());
        self.call_handler(method);
    }

    fn checked(&mut self, method: &Method) {
        if !method.has_fixed_count() {
            self.count_in(&method.scalars_in);
        }
        self.room(method);
        self.pass_selector(method);
        let mut word = 0;
        for scalar in &method.scalars_in {
            self.scalar_in(scalar, word);
            word += scalar.words();
        }
        if let Some(structure) = &method.struct_in {
            self.structure_in(structure);
            self.as_bytes_in(method, structure);
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
            self.as_bytes_out(method, structure);
        }
        self.call_handler(method);
    }

    fn call_handler(&mut self, method: &Method) {
        if method.completion.is_some() {
            return self.call_with_completion(method);
        }
        let mut passed = std::mem::take(&mut self.passed);
        if !self.body.is_empty() && method.checked {
            self.body.push('\n');
        }
        let object = self.object(method, &mut passed);
        self.call_and_return(&object, &passed);
    }

    /// The call of the handler is the last, but for what it answers.
    fn call_and_return(&mut self, object: &str, passed: &[String]) {
        if self.after.is_empty() {
            let call = cpp::list(4, &format!("return {object}"), passed, ";");
            self.line(&call);
            return;
        }
        self.reads = true;
        let declare = if self.has_ret { "" } else { "kern_return_t " };
        let call = cpp::list(4, &format!("{declare}ret = {object}"), passed, ";");
        self.line(&call);
        self.refuse_if("ret != kIOReturnSuccess", "ret");
        let after = std::mem::take(&mut self.after);
        self.body.push_str(&after);
        if !after.contains("    return ") {
            self.line("return kIOReturnSuccess;");
        }
    }

    /// The handler, as a member of its object: the user client, or its provider.
    fn object(&mut self, method: &Method, passed: &mut Vec<String>) -> String {
        let handler = naming::handler(method.handler());
        if !method.on_provider {
            return format!("static_cast<{} *>(target)->{handler}", self.class);
        }
        let (class, provider) = (self.class, &self.cpp.interface.provider);
        let client = naming::CLIENT_ARGUMENT;
        self.line(&format!(
            "{class} * const {client} = static_cast<{class} *>(target);"
        ));
        let (held, object) = match self.cpp.flavour.kext {
            true => {
                self.uses.held_provider = true;
                let held = format!("const HeldProvider<{provider}> provider({client});");
                (held, "provider.object")
            }
            false => {
                let cast = format!("OSDynamicCast({provider}, {client}->GetProvider())");
                (format!("{provider} * const provider = {cast};"), "provider")
            }
        };
        self.line(&held);
        self.refuse_if(&format!("{object} == nullptr"), "kIOReturnNotAttached");
        passed.insert(0, client.to_owned());
        format!("{object}->{handler}")
    }

    /// The completion is kept around all of this, and let go if any of it fails.
    fn call_with_completion(&mut self, method: &Method) {
        if !self.body.is_empty() {
            self.body.push('\n');
        }
        let class = naming::cpp_completion(self.class, &method.name);
        let mut passed = vec![format!("{class}(number)")];
        passed.append(&mut self.passed);
        let object = self.object(method, &mut passed);
        self.call_and_return(&object, &passed);
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

    /// How much of a structure the client has room for, as an expression.
    fn room_out(&mut self) -> &'static str {
        self.uses.output_room = true;
        self.cpp.flavour.room
    }

    fn size_of_element(&self, variable: &Variable) -> u64 {
        variable
            .element
            .as_ref()
            .map_or(1, |ty| self.cpp.interface.layout(ty).size)
    }
}
