//! Methods of the client.

use iigen_parser::doc;
use iigen_parser::interface::{Method, Shape};
use iigen_parser::naming;

mod completion;
mod input;
mod output;
mod reply;
mod scalar;
mod text;
mod versions;
mod zero_copy;

use super::documented;
use super::types::Rust;
use crate::rust_layout::{self, grouped};
use crate::text::Text;
use output::{Outcome, Output, Value};
use reply::{Reply, ReplyField};

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
}
