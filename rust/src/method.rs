//! Methods of the client.

use iigen_parser::doc;
use iigen_parser::interface::{Method, Prim, Scalar, Shape, Structure, Type, Variable};
use iigen_parser::naming;

mod completion;
mod scalar;
mod text;
mod versions;
mod zero_copy;

use super::documented;
use super::types::Rust;
use crate::rust_layout::{self, grouped};
use crate::text::Text;

/// Clippy warns of more (`too_many_arguments`); how many a method has is the driver's affair.
const CLIPPY_ARGUMENTS: usize = 7;

/// Which traits the client's methods need.
#[derive(Default)]
pub(super) struct Uses {
    pub(super) plain: bool,
    pub(super) scalar: bool,
}

/// A method, whole.
pub(super) struct MethodView {
    doc: String,
    head: String,
    /// The statements, each indented by eight.
    body: Vec<String>,
}

/// What a method returns that returns several things.
pub(super) struct Reply {
    doc: String,
    name: String,
    fields: Vec<ReplyField>,
    /// The traits that it has.
    derives: &'static str,
}

/// One of the things that a method returns.
pub(super) struct ReplyField {
    doc: String,
    declaration: String,
}

impl MethodView {
    pub(super) fn write(&self, text: &mut Text) {
        text.gap();
        text.lines(&self.doc);
        text.line(&["    ", &self.head]);
        for statement in &self.body {
            text.line(&["        ", statement]);
        }
        text.line(&["    }"]);
    }
}

impl Reply {
    pub(super) fn write(&self, text: &mut Text) {
        text.gap();
        text.lines(&self.doc);
        text.line(&["#[allow(dead_code)]"]);
        text.line(&["#[derive(", self.derives, ")]"]);
        text.line(&["pub struct ", &self.name, " {"]);
        for field in &self.fields {
            text.lines(&field.doc);
            text.line(&["    ", &field.declaration]);
        }
        text.line(&["}"]);
    }
}

/// The methods for a method of the spec: one more where a client may ask for no completion.
pub(super) fn views(
    method: &Method,
    rust: Rust<'_>,
    uses: &mut Uses,
    replies: &mut Vec<Reply>,
) -> Vec<MethodView> {
    let mut views = vec![view(method, rust, uses, replies)];
    if method.completion.as_ref().is_some_and(|of| !of.required) {
        let without = Method {
            name: naming::without_completion(&naming::rust_name(&method.name)),
            completion: None,
            ..method.clone()
        };
        views.push(view(&without, rust, uses, replies));
    }
    views
}

/// What is written of a method; adds its reply, when it returns several things.
fn view(method: &Method, rust: Rust<'_>, uses: &mut Uses, replies: &mut Vec<Reply>) -> MethodView {
    let mut lines = method.doc.clone();
    let name = naming::rust_name(&method.name);
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(match method.since {
        Some(since) => format!("Selector {}; since version {since}.", method.selector),
        None => format!("Selector {}.", method.selector),
    });
    lines.extend(scalar::defaults(method));
    let mut doc = doc::rust_comment(&lines, 4);
    let constant = rust_layout::bound_call(
        8,
        "const METHOD: ::iigen_client::Method = ",
        "::iigen_client::Method::new",
        &[
            &format!("\"{}\"", method.name),
            &grouped(method.selector.into()),
        ],
        ";",
    );
    let since = method.since.map(|since| {
        format!(
            "METHOD.since({}, self.driver_version)?;",
            grouped(since.into())
        )
    });
    if !method.checked {
        return unchecked(doc, &name, constant, since);
    }
    let mut writer = Writer {
        rust,
        uses,
        parameters: vec!["&self".to_owned()],
        checks: Vec::new(),
        scalars: Vec::new(),
        structure: "&[]".to_owned(),
        outputs: Vec::new(),
    };
    let names = Names::beside(method);
    writer.scalars_in(method, &names.scalars);
    if let Some(structure) = &method.struct_in {
        writer.structure_in(structure);
    }
    let outcome = writer.outputs(method, &names, replies);
    let output = format!("Result<{}, ::iigen_client::Error>", outcome.ty);
    if writer.parameters.len() > CLIPPY_ARGUMENTS {
        doc.push_str("    #[allow(clippy::too_many_arguments)]\n");
    }
    let head = rust_layout::signature(4, &format!("pub fn {name}"), &writer.parameters, &output);
    let mut body = vec![constant];
    body.extend(since);
    body.append(&mut writer.checks);
    body.append(&mut writer.scalars);
    body.extend(outcome.before);
    body.push(match &method.completion {
        None => format!("let {} = &self.connection;", names.connection),
        Some(_) => format!(
            "let {} = self.connection.completing(&completion);",
            names.connection
        ),
    });
    let scalars = if method.scalars_in.is_empty() {
        "&[]".to_owned()
    } else {
        format!("&{}", names.scalars)
    };
    let words = if outcome.words > 0 {
        format!("&mut {}", names.words)
    } else {
        "&mut []".to_owned()
    };
    let mut arguments = vec!["METHOD", &scalars, &writer.structure, &words];
    arguments.extend(outcome.passed.iter().map(String::as_str));
    let head_of_call = format!("{}.{}", names.connection, outcome.call);
    body.push(rust_layout::bound_call(
        8,
        &outcome.binding,
        &head_of_call,
        &arguments,
        "?;",
    ));
    body.extend(outcome.after);
    body.push(outcome.result);
    MethodView { doc, head, body }
}

fn unchecked(doc: String, name: &str, constant: String, since: Option<String>) -> MethodView {
    let parameters = [
        "&self",
        "scalars: &[u64]",
        "structure: &[u8]",
        "scalars_out: &mut [u64]",
        "structure_out: ::iigen_client::StructureOutput<'_>",
    ];
    let head = rust_layout::signature(
        4,
        &format!("pub fn {name}"),
        &parameters.map(str::to_owned),
        "Result<::iigen_client::Returned, ::iigen_client::Error>",
    );
    let mut body = vec![constant];
    body.extend(since);
    body.extend([
        "let connection = &self.connection;".to_owned(),
        "connection.call_raw(METHOD, scalars, structure, scalars_out, structure_out)".to_owned(),
    ]);
    let doc = doc
        + "    ///\n    /// Nothing is checked, neither here nor before the driver's handler: the driver says what\n    \
           /// it takes and returns.\n";
    MethodView { doc, head, body }
}

/// Names for the generated code's own variables that no argument of the user's has.
struct Names {
    connection: String,
    scalars: String,
    words: String,
    event: String,
}

impl Names {
    fn beside(method: &Method) -> Self {
        let mut taken: Vec<String> = method
            .scalars_in
            .iter()
            .map(|scalar| naming::rust_name(&scalar.name))
            .collect();
        for structure in [&method.struct_in, &method.struct_out]
            .into_iter()
            .flatten()
        {
            taken.push(naming::rust_name(&structure.name));
            if let Shape::HeaderTail { tail_name, .. } = &structure.shape {
                taken.push(naming::rust_name(tail_name));
            }
        }
        let free = |name: &str| {
            let mut name = name.to_owned();
            while taken.contains(&name) {
                name.insert_str(0, "the_");
            }
            name
        };
        Self {
            connection: free("connection"),
            scalars: free("scalars"),
            words: free("words"),
            event: free("event"),
        }
    }
}

/// What comes out of a method, and how.
struct Outcome {
    /// The type of success.
    ty: String,
    /// Declarations before the call.
    before: Vec<String>,
    /// What the call's result is bound to: `let count = `.
    binding: String,
    /// The function of the connection.
    call: &'static str,
    /// What it gets behind the four arguments that every call has.
    passed: Vec<String>,
    /// How many numbers come back.
    words: u64,
    /// Statements behind the call.
    after: Vec<String>,
    /// The last expression.
    result: String,
}

struct Writer<'w> {
    rust: Rust<'w>,
    uses: &'w mut Uses,
    parameters: Vec<String>,
    checks: Vec<String>,
    /// The statements that make the scalars of the call.
    scalars: Vec<String>,
    structure: String,
    /// What comes out.
    outputs: Vec<Output>,
}

/// One of the things that come out of a method.
struct Output {
    name: String,
    doc: String,
    ty: String,
    value: Value,
}

/// Where a result comes from.
enum Value {
    /// A number of the call: the argument's name in quotes, and the number.
    Scalar(String, String),
    /// A record in a number of the call, likewise.
    Packed(String, String),
    /// Several numbers, as an array.
    Scalars(Vec<(String, String)>),
    /// A variable, or a part of it.
    Place(String),
}

impl Value {
    /// `head` value `tail`, the head beginning `indent` columns in.
    fn write(&self, indent: usize, head: &str, tail: &str) -> String {
        match self {
            Value::Scalar(name, word) | Value::Packed(name, word) => {
                let method = match self {
                    Value::Packed(..) => "packed",
                    _ => "scalar",
                };
                if let Some(field) = head.strip_suffix(": ") {
                    let call = ("METHOD", method);
                    return rust_layout::field_of_call(indent, field, call, &[name, word], tail);
                }
                let head = format!("{head}METHOD.{method}");
                rust_layout::call(indent, &head, &[name, word], tail)
            }
            Value::Scalars(words) => {
                let words = words.iter().map(|(name, word)| {
                    rust_layout::call(indent + 4, "METHOD.scalar", &[name, word], "?")
                });
                let words: Vec<_> = words.collect();
                rust_layout::elements(indent, head, &words, tail.trim_start_matches('?'))
            }
            Value::Place(place) if head.ends_with(": ") && place.ends_with(".get()") => {
                let (object, field) = (place.trim_end_matches(".get()"), &head[..head.len() - 2]);
                let tail = tail.trim_start_matches('?');
                rust_layout::field_of_call(indent, field, (object, "get"), &[], tail)
            }
            Value::Place(place) => format!("{head}{place}{}", tail.trim_start_matches('?')),
        }
    }
}

/// `METHOD.max("slot", slot, 31)?;`
fn check_of(indent: usize, check: &str, name: &str, arguments: &[&str]) -> String {
    let quoted = format!("\"{name}\"");
    let mut all = vec![quoted.as_str()];
    all.extend(arguments);
    rust_layout::call(indent, &format!("METHOD.{check}"), &all, "?;")
}

impl Writer<'_> {
    fn parameter(&mut self, name: &str, ty: &str) {
        self.parameters.push(format!("{name}: {ty}"));
    }

    fn check(&mut self, check: &str, name: &str, arguments: &[&str]) {
        self.checks.push(check_of(8, check, name, arguments));
    }

    fn structure_in(&mut self, structure: &Structure) {
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

    fn is_newtype(&self, ty: &Type) -> bool {
        matches!(ty, Type::Named(id) if self.rust.interface.type_def(*id).body.is_integer())
    }

    fn fixed_in(&mut self, ty: &Type, spec_name: &str) {
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

    fn variable_in(&mut self, variable: &Variable, spec_name: &str) {
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

    fn element(&self, variable: &Variable) -> String {
        variable
            .element
            .as_ref()
            .map_or("u8".to_owned(), |ty| self.rust.name(ty))
    }

    fn outputs(&mut self, method: &Method, names: &Names, replies: &mut Vec<Reply>) -> Outcome {
        let mut outcome = Outcome {
            ty: String::new(),
            before: Vec::new(),
            binding: String::new(),
            call: "call",
            passed: Vec::new(),
            words: method.scalars_out.iter().map(Scalar::words).sum(),
            after: Vec::new(),
            result: String::new(),
        };
        if outcome.words > 0 {
            outcome
                .before
                .push(format!("let mut {} = [0; {}];", names.words, outcome.words));
        }
        if let Some(completion) = &method.completion {
            self.completion(method, completion, &names.event, &mut outcome, replies);
        }
        let mut word = 0;
        for scalar in &method.scalars_out {
            self.scalar_out(scalar, word, &names.words, &mut outcome);
            word += scalar.words();
        }
        match &method.struct_out {
            None => outcome.passed.push("&mut []".to_owned()),
            Some(structure) => self.structure_out(structure, &mut outcome),
        }
        self.result(method, &mut outcome, replies);
        outcome
    }

    fn structure_out(&mut self, structure: &Structure, outcome: &mut Outcome) {
        let name = naming::rust_name(&structure.name);
        match &structure.shape {
            Shape::Fixed(ty) => {
                self.uses.plain = true;
                self.fixed_out(ty, &structure.name, outcome);
                outcome.passed.push(format!("{name}.as_bytes_mut()"));
            }
            Shape::Versions { ty, sizes } => {
                self.versions_out(ty.as_ref(), sizes, &structure.name, outcome);
            }
            Shape::ZeroCopy { min, .. } => {
                self.zero_copy_out(&structure.name, *min, outcome);
            }
            Shape::Variable(variable) if variable.text.is_some() => {
                self.text_out(variable, &structure.name, outcome);
                outcome.call = "call_text";
            }
            Shape::Variable(variable) => {
                let element = self.element(variable);
                self.parameter(&name, &format!("&mut [{element}]"));
                self.room(variable, &structure.name);
                let count = naming::rust_name(&naming::count_of(
                    &structure.name,
                    variable.element.is_none(),
                ));
                outcome.call = "call_variable";
                outcome.binding = format!("let {count} = ");
                outcome.passed.push(name);
                self.count(&structure.name, count);
            }
            Shape::HeaderTail {
                header,
                tail,
                tail_name,
            } => {
                self.fixed_out(header, &structure.name, outcome);
                if tail.text.is_some() {
                    outcome.call = "call_with_text";
                    outcome.passed.push(format!("&mut {name}"));
                    self.text_out(tail, tail_name, outcome);
                    return;
                }
                let element = self.element(tail);
                let tail_rust = naming::rust_name(tail_name);
                self.parameter(&tail_rust, &format!("&mut [{element}]"));
                self.room(tail, tail_name);
                let count = naming::rust_name(&naming::count_of(tail_name, tail.element.is_none()));
                outcome.call = "call_with_tail";
                outcome.binding = format!("let {count} = ");
                outcome.passed.push(format!("&mut {name}"));
                outcome.passed.push(tail_rust);
                self.count(tail_name, count);
            }
        }
    }

    /// Refuses room for less than the driver returns at least.
    fn room(&mut self, variable: &Variable, spec_name: &str) {
        if variable.min > 0 {
            let length = format!("{}.len()", naming::rust_name(spec_name));
            let capacity = naming::capacity_of(spec_name);
            self.check("min", &capacity, &[&length, &grouped(variable.min.into())]);
        }
    }

    /// How much of a variable structure came back.
    fn count(&mut self, of: &str, name: String) {
        let doc = format!("    /// How much of `{of}` the driver has filled.\n");
        let value = Value::Place(name.clone());
        self.outputs.push(Output {
            name,
            doc,
            ty: "usize".to_owned(),
            value,
        });
    }

    /// A variable for what comes out.
    fn fixed_out(&mut self, ty: &Type, spec_name: &str, outcome: &mut Outcome) {
        let name = naming::rust_name(spec_name);
        let in_memory = self.rust.name(ty);
        let declaration = format!("let mut {name}: {in_memory}");
        outcome.before.push(rust_layout::assign(
            8,
            &declaration,
            "::iigen_client::Plain::zeroed()",
        ));
        let value = match ty {
            Type::Prim(Prim::Bool) => format!("{name}.get()"),
            _ => name.clone(),
        };
        let doc = documented(&[], 4, || format!("`{spec_name}`."));
        let (ty, value) = (self.rust.value(ty), Value::Place(value));
        self.outputs.push(Output {
            name,
            doc,
            ty,
            value,
        });
    }

    /// The type of success and the last expression: nothing, the one thing, or a reply.
    fn result(&mut self, method: &Method, outcome: &mut Outcome, replies: &mut Vec<Reply>) {
        let outputs = std::mem::take(&mut self.outputs);
        match outputs.as_slice() {
            [] => {
                outcome.ty = "()".to_owned();
                outcome.result = "Ok(())".to_owned();
            }
            [only] => {
                outcome.ty.clone_from(&only.ty);
                outcome.result = match only.value {
                    // A result already.
                    Value::Scalar(..) | Value::Packed(..) => only.value.write(8, "", ""),
                    _ => only.value.write(8, "Ok(", ")"),
                };
            }
            _ => {
                let name = naming::rust_reply(&method.name);
                let fields = outputs.iter().map(|output| match &output.value {
                    Value::Place(place) if *place == output.name => format!("{place},"),
                    value => value.write(12, &format!("{}: ", output.name), "?,"),
                });
                let fields: Vec<_> = fields.collect();
                outcome.ty.clone_from(&name);
                outcome.result = rust_layout::ok_of_struct(8, &name, &fields);
                let is_copy = outputs.iter().all(|output| output.ty != "String");
                let fields = outputs.into_iter().map(|of| ReplyField {
                    doc: of.doc,
                    declaration: rust_layout::field(&of.name, &of.ty),
                });
                let doc = format!("/// What `{}` returns.\n", method.name);
                replies.push(Reply {
                    doc,
                    name,
                    fields: fields.collect(),
                    derives: match (&method.completion, is_copy) {
                        (Some(_), _) => "Debug",
                        (None, true) => "Clone, Copy, Debug, PartialEq",
                        (None, false) => "Clone, Debug, PartialEq",
                    },
                });
            }
        }
    }
}
