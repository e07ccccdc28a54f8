//! Text: `&str` in, `String` out.

use iigen_parser::interface::Variable;
use iigen_parser::naming;

use super::{Outcome, Output, Value, Writer};
use crate::rust_layout::grouped;

/// What goes over the wire of the text in a variable.
pub(super) fn bytes(variable: &Variable, name: &str) -> String {
    match variable.terminator() {
        0 => format!("{name}.as_bytes()"),
        _ => format!("&::iigen_client::with_nul({name})"),
    }
}

impl Writer<'_> {
    pub(super) fn text_in(&mut self, variable: &Variable, spec_name: &str) {
        let name = naming::rust_name(spec_name);
        self.parameter(&name, "&str");
        let length = format!("{name}.len()");
        let counted = naming::count_of(spec_name, true);
        if variable.min > 0 {
            self.check("min", &counted, &[&length, &grouped(variable.min.into())]);
        }
        self.check("max", &counted, &[&length, &grouped(variable.max.into())]);
        self.check("text", spec_name, &[&name]);
    }

    pub(super) fn text_out(&mut self, variable: &Variable, spec_name: &str, outcome: &mut Outcome) {
        let name = naming::rust_name(spec_name);
        outcome.binding = format!("let {name} = ");
        let kind = match variable.terminator() {
            0 => "plain",
            _ => "with_nul",
        };
        outcome.passed.push(format!(
            "::iigen_client::Text::{kind}({})",
            grouped(variable.max.into())
        ));
        self.outputs.push(Output {
            doc: format!("    /// `{spec_name}`.\n"),
            ty: "String".to_owned(),
            value: Value::Place(name.clone()),
            name,
        });
    }
}
