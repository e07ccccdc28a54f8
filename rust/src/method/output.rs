//! What comes out of a call.

use iigen_parser::interface::{Method, Prim, Scalar, Shape, Structure, Type, Variable};
use iigen_parser::naming;

use super::reply::{Reply, ReplyField};
use super::{Names, Writer, documented};
use crate::rust_layout::{self, grouped};

/// What comes out of a method, and how.
pub(super) struct Outcome {
    /// The type of success.
    pub(super) ty: String,
    /// Declarations before the call.
    pub(super) before: Vec<String>,
    /// What the call's result is bound to: `let count = `.
    pub(super) binding: String,
    /// The function of the connection.
    pub(super) call: &'static str,
    /// What it gets behind the four arguments that every call has.
    pub(super) passed: Vec<String>,
    /// How many numbers come back.
    pub(super) words: u64,
    /// Statements behind the call.
    pub(super) after: Vec<String>,
    /// The last expression.
    pub(super) result: String,
}

/// One of the things that come out of a method.
pub(super) struct Output {
    pub(super) name: String,
    pub(super) doc: String,
    pub(super) ty: String,
    pub(super) value: Value,
}

/// Where a result comes from.
pub(super) enum Value {
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
    pub(super) fn write(&self, indent: usize, head: &str, tail: &str) -> String {
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

impl Writer<'_> {
    pub(super) fn outputs(
        &mut self,
        method: &Method,
        names: &Names,
        replies: &mut Vec<Reply>,
    ) -> Outcome {
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

    pub(super) fn structure_out(&mut self, structure: &Structure, outcome: &mut Outcome) {
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
    pub(super) fn room(&mut self, variable: &Variable, spec_name: &str) {
        if variable.min > 0 {
            let length = format!("{}.len()", naming::rust_name(spec_name));
            let capacity = naming::capacity_of(spec_name);
            self.check("min", &capacity, &[&length, &grouped(variable.min.into())]);
        }
    }

    /// How much of a variable structure came back.
    pub(super) fn count(&mut self, of: &str, name: String) {
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
    pub(super) fn fixed_out(&mut self, ty: &Type, spec_name: &str, outcome: &mut Outcome) {
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
    pub(super) fn result(
        &mut self,
        method: &Method,
        outcome: &mut Outcome,
        replies: &mut Vec<Reply>,
    ) {
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
