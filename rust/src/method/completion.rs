//! What a driver answers later: how the client waits for it, and how its words are read.

use iigen_parser::interface::{Carrier, Completion, Event, Method, Scalar, Type};
use iigen_parser::naming;

use super::{Outcome, Output, Reply, ReplyField, Value, Writer, check_of, documented};
use crate::range;
use crate::rust_layout;

impl Writer<'_> {
    /// The first result: what the client waits with. Adds the event's type, if it has one.
    pub(super) fn completion(
        &mut self,
        method: &Method,
        completion: &Completion,
        function: &str,
        outcome: &mut Outcome,
        replies: &mut Vec<Reply>,
    ) {
        let (ty, event) = match &completion.event {
            Event::Empty => ("()".to_owned(), "::iigen_client::Event::empty()".to_owned()),
            Event::Record(ty) => {
                let name = self.rust.name(ty);
                let is_checked = self.rust.is_constrained(ty);
                let read = if is_checked { "checked" } else { "record" };
                (name, format!("::iigen_client::Event::{read}()"))
            }
            Event::Scalars(scalars) => {
                let ty = self.event_type(method, scalars, replies);
                let (words, read) = self.reader(function, scalars, &ty);
                outcome.before.push(read);
                (
                    ty,
                    format!("::iigen_client::Event::new({words}, {function})"),
                )
            }
        };
        let class = if completion.repeats {
            "::iigen_client::Events"
        } else {
            "::iigen_client::Completion"
        };
        outcome.before.push(rust_layout::bound_call(
            8,
            "let completion = ",
            &format!("{class}::new"),
            &["METHOD", &event],
            ";",
        ));
        let doc = if completion.repeats {
            "    /// What the driver sends from now on.\n"
        } else {
            "    /// What the driver answers later.\n"
        };
        self.outputs.push(Output {
            name: "completion".to_owned(),
            doc: doc.to_owned(),
            ty: format!("{class}<{ty}>"),
            value: Value::Place("completion".to_owned()),
        });
    }

    /// The type of an event of numbers: a struct, or that of the only one.
    fn event_type(&self, method: &Method, scalars: &[Scalar], replies: &mut Vec<Reply>) -> String {
        if let [only] = scalars {
            return self.value(&only.ty);
        }
        let name = naming::rust_event(&method.name);
        let fields = scalars.iter().map(|scalar| ReplyField {
            doc: documented(&scalar.doc, 4, || format!("`{}`.", scalar.name)),
            declaration: rust_layout::field(
                &naming::rust_name(&scalar.name),
                &self.value(&scalar.ty),
            ),
        });
        replies.push(Reply {
            doc: format!("/// What `{}` is answered later.\n", method.name),
            name: name.clone(),
            fields: fields.collect(),
            derives: "Clone, Copy, Debug, PartialEq",
        });
        name
    }

    /// How many words there are, and the function that reads them.
    fn reader(&mut self, function: &str, scalars: &[Scalar], ty: &str) -> (u64, String) {
        let names: Vec<_> = scalars
            .iter()
            .map(|scalar| naming::rust_name(&scalar.name))
            .collect();
        let mut words = "words".to_owned();
        while names.contains(&words) {
            words.insert_str(0, "the_");
        }
        let mut lines = Vec::new();
        let mut checks = Vec::new();
        let mut at = 0;
        for (scalar, name) in scalars.iter().zip(&names) {
            let quoted = format!("\"{}\"", scalar.name);
            let one = |index: u64| (quoted.clone(), format!("{words}[{index}]"));
            let (field, word) = one(at);
            let value = match scalar.carrier {
                Carrier::Packed => Value::Packed(field, word),
                Carrier::Elements(count) => Value::Scalars((at..at + count).map(one).collect()),
                _ => Value::Scalar(field, word),
            };
            at += scalar.words();
            checks.extend(self.event_checks(scalar, name));
            if names.len() == 1 && checks.is_empty() {
                lines.push(match value {
                    Value::Scalars(_) => value.write(12, "Ok(", "?)"),
                    value => value.write(12, "", ""),
                });
            } else {
                lines.push(bind(name, &value));
            }
        }
        if names.len() > 1 || !checks.is_empty() {
            lines.append(&mut checks);
            let fields: Vec<_> = names.iter().map(|name| format!("{name},")).collect();
            lines.push(match names.as_slice() {
                [only] => format!("Ok({only})"),
                _ => rust_layout::ok_of_struct(12, ty, &fields),
            });
        }
        let head = rust_layout::signature(
            8,
            &format!("fn {function}"),
            &[format!("{words}: &[u64]")],
            &format!("Result<{ty}, ::iigen_client::Error>"),
        );
        let lines = lines.iter().map(|line| format!("            {line}\n"));
        (
            at,
            format!("{head}\n{}        }}", lines.collect::<String>()),
        )
    }

    /// What a driver may not send.
    fn event_checks(&self, scalar: &Scalar, name: &str) -> Vec<String> {
        let mut checks = Vec::new();
        let scope = format!("EVENT_{}", naming::shouty(&scalar.name));
        for check in range::checks(&scalar.range, name, &scope, 12) {
            checks.extend(check.before);
            let arguments: Vec<_> = check.arguments.iter().map(String::as_str).collect();
            let function = format!("event_{}", check.name);
            checks.push(check_of(12, &function, &scalar.name, &arguments));
        }
        let is_type = matches!(scalar.ty, Type::Named(_));
        if is_type && self.rust.is_constrained(&scalar.ty) {
            let reference = format!("&{name}");
            checks.push(check_of(12, "event_check", &scalar.name, &[&reference]));
        }
        checks
    }
}

/// `let level = METHOD.scalar("level", words[1])?;`
fn bind(name: &str, value: &Value) -> String {
    let binding = format!("let {name} = ");
    match value {
        Value::Scalar(field, word) => {
            rust_layout::bound_call(12, &binding, "METHOD.scalar", &[field, word], "?;")
        }
        Value::Packed(field, word) => {
            rust_layout::bound_call(12, &binding, "METHOD.packed", &[field, word], "?;")
        }
        value => value.write(12, &binding, "?;"),
    }
}
