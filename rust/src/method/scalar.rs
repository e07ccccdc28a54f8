//! Scalars of a call: checked, made into words, and made of words.

use iigen_parser::interface::{Body, Carrier, Field, Literal, Method, Presence, Scalar, Type};
use iigen_parser::naming;

use super::{Outcome, Output, Value, Writer, check_of, documented};
use crate::range;
use crate::rust_layout;

impl Writer<'_> {
    /// Parameters, checks, and the statements that make the words, in a variable `name`.
    pub(super) fn scalars_in(&mut self, method: &Method, name: &str) {
        let scalars = &method.scalars_in;
        if scalars.is_empty() {
            return;
        }
        let mut before: Option<&Scalar> = None;
        for scalar in scalars {
            self.scalar_in(scalar);
            if scalar.presence == Presence::Always {
                continue;
            }
            if let Some(before) = before {
                let given = |of: &Scalar| format!("{}.is_some()", naming::rust_name(&of.name));
                let quoted = format!("\"{}\"", before.name);
                let arguments = [given(scalar), quoted, given(before)];
                self.check(
                    "gap",
                    &scalar.name,
                    &arguments.each_ref().map(String::as_str),
                );
            }
            before = Some(scalar);
        }
        if method.has_fixed_count() {
            let words = scalars.iter().flat_map(|scalar| self.words(scalar));
            let words: Vec<_> = words
                .map(|value| match value {
                    Word::Value(value) => format!("{value}.to_word()"),
                    Word::Packed(word) => word,
                })
                .collect();
            self.uses.scalar |= words.iter().any(|word| word.ends_with(".to_word()"));
            self.scalars.push(rust_layout::array(8, name, &words));
            return;
        }
        let most: u64 = scalars.iter().map(Scalar::words).sum();
        self.scalars.push(format!(
            "let mut {name} = ::iigen_client::Words::<{most}>::new();"
        ));
        for scalar in scalars {
            let statements = self.add(scalar, name);
            self.scalars.extend(statements);
        }
    }

    fn scalar_in(&mut self, scalar: &Scalar) {
        let name = naming::rust_name(&scalar.name);
        let own = self.value(&scalar.ty);
        let ty = match scalar.carrier {
            Carrier::Word => own,
            Carrier::Packed | Carrier::Fields(_) | Carrier::Elements(_) => format!("&{own}"),
            Carrier::Counted { .. } => format!("&[{own}]"),
        };
        let present = scalar.presence == Presence::Always;
        let ty = if present { ty } else { format!("Option<{ty}>") };
        self.parameter(&name, &ty);
        let elements = matches!(scalar.carrier, Carrier::Counted { .. });
        if let Carrier::Counted { min, max } = scalar.carrier {
            let count = naming::count_of(&scalar.name, false);
            let length = format!("{name}.len()");
            if min > 0 {
                self.check("min", &count, &[&length, &min.to_string()]);
            }
            self.check("max", &count, &[&length, &max.to_string()]);
        }
        let indent = if present && !elements { 8 } else { 12 };
        let mut checks = Vec::new();
        let place = if elements { "value" } else { name.as_str() };
        let scope = format!("METHOD_{}", naming::shouty(&scalar.name));
        for check in range::checks(&scalar.range, place, &scope, indent) {
            checks.extend(check.before);
            let arguments: Vec<_> = check.arguments.iter().map(String::as_str).collect();
            checks.push(check_of(indent, check.name, &scalar.name, &arguments));
        }
        let block = |head: String, checks: Vec<String>| {
            let lines = checks.iter().map(|check| format!("            {check}\n"));
            format!("{head} {{\n{}        }}", lines.collect::<String>())
        };
        if elements && !checks.is_empty() {
            self.checks
                .push(block(format!("for &value in {name}"), checks));
            checks = Vec::new();
        }
        let indent = if present { 8 } else { 12 };
        let is_type = matches!(scalar.ty, Type::Named(_));
        if is_type && self.rust.is_constrained(&scalar.ty) {
            let by_value = matches!(scalar.carrier, Carrier::Word);
            let reference = if by_value {
                format!("&{name}")
            } else {
                name.clone()
            };
            checks.push(check_of(indent, "check", &scalar.name, &[&reference]));
        }
        if !present && !checks.is_empty() {
            let head = format!("if let Some({name}) = {name}");
            self.checks.push(block(head, checks));
        } else {
            self.checks.append(&mut checks);
        }
    }

    /// The words of a scalar that is there.
    fn words(&self, scalar: &Scalar) -> Vec<Word> {
        let name = naming::rust_name(&scalar.name);
        match scalar.carrier {
            Carrier::Word => vec![Word::Value(name)],
            Carrier::Packed => vec![Word::Packed(format!("::iigen_client::pack({name})"))],
            Carrier::Elements(length) => elements(&name, length).map(Word::Value).collect(),
            Carrier::Fields(_) => {
                let fields = self.fields(&scalar.ty).iter();
                let places = fields.flat_map(|field| {
                    let place = format!("{name}.{}", naming::rust_name(&field.name));
                    match &field.ty {
                        Type::Array(_, length) => elements(&place, *length).collect(),
                        _ => vec![place],
                    }
                });
                places.map(Word::Value).collect()
            }
            Carrier::Counted { .. } => Vec::new(),
        }
    }

    /// The statements that add a scalar's words, where there may be fewer.
    fn add(&self, scalar: &Scalar, words: &str) -> Vec<String> {
        let name = naming::rust_name(&scalar.name);
        let present = scalar.presence == Presence::Always;
        let pushes = || {
            let values = self.words(scalar).into_iter().map(|value| match value {
                Word::Value(value) | Word::Packed(value) => value,
            });
            values.map(|value| format!("{words}.push({value});"))
        };
        match scalar.carrier {
            Carrier::Word if !present => vec![format!("{words}.extend({name});")],
            Carrier::Packed if !present => {
                vec![format!("{words}.extend({name}.map(::iigen_client::pack));")]
            }
            Carrier::Elements(_) if !present => {
                vec![format!(
                    "{words}.extend({name}.into_iter().flatten().copied());"
                )]
            }
            Carrier::Elements(_) | Carrier::Counted { .. } => {
                vec![format!("{words}.extend({name}.iter().copied());")]
            }
            Carrier::Fields(_) if !present => {
                let pushes: String = pushes()
                    .map(|push| format!("            {push}\n"))
                    .collect();
                vec![format!(
                    "if let Some({name}) = {name} {{\n{pushes}        }}"
                )]
            }
            Carrier::Word | Carrier::Packed | Carrier::Fields(_) => pushes().collect(),
        }
    }

    /// A scalar's type: an array is one of values, not of what lies in memory.
    pub(super) fn value(&self, ty: &Type) -> String {
        match ty {
            Type::Array(element, length) => format!("[{}; {length}]", self.rust.value(element)),
            ty => self.rust.value(ty),
        }
    }

    fn fields(&self, ty: &Type) -> &[Field] {
        match ty {
            Type::Named(id) => match &self.rust.interface.type_def(*id).body {
                Body::Record { fields, .. } => fields,
                _ => &[],
            },
            _ => &[],
        }
    }

    pub(super) fn scalar_out(
        &mut self,
        scalar: &Scalar,
        word: u64,
        words: &str,
        outcome: &mut Outcome,
    ) {
        let name = naming::rust_name(&scalar.name);
        let quoted = format!("\"{}\"", scalar.name);
        let one = |index: u64| (quoted.clone(), format!("{words}[{index}]"));
        let ty = self.value(&scalar.ty);
        let (first, place) = one(word);
        let value = match scalar.carrier {
            Carrier::Word => Value::Scalar(first, place),
            Carrier::Packed => Value::Packed(first, place),
            Carrier::Elements(count) | Carrier::Counted { max: count, .. } => {
                Value::Scalars((word..word + count).map(one).collect())
            }
            Carrier::Fields(_) => {
                let statement = self.spread_out(scalar, word, words);
                outcome.after.push(statement);
                Value::Place(name.clone())
            }
        };
        let doc = documented(&scalar.doc, 4, || format!("`{}`.", scalar.name));
        self.outputs.push(Output {
            name,
            doc,
            ty,
            value,
        });
    }

    /// `let identity = Identity { vendor: METHOD.scalar("identity.vendor", words[0])?, … };`
    fn spread_out(&self, scalar: &Scalar, word: u64, words: &str) -> String {
        let name = naming::rust_name(&scalar.name);
        let mut at = word;
        let mut text = format!("let {name} = {} {{\n", self.rust.name(&scalar.ty));
        for field in self.fields(&scalar.ty) {
            let quoted = format!("\"{}.{}\"", scalar.name, field.name);
            let one = |index: u64| (quoted.clone(), format!("{words}[{index}]"));
            let (value, count) = match &field.ty {
                Type::Array(_, count) => {
                    (Value::Scalars((at..at + count).map(one).collect()), *count)
                }
                _ => {
                    let (name, word) = one(at);
                    (Value::Scalar(name, word), 1)
                }
            };
            at += count;
            let head = format!("{}: ", naming::rust_name(&field.name));
            text.push_str(&format!("            {}\n", value.write(12, &head, "?,")));
        }
        text + "        };"
    }
}

/// What stands for the scalars that a call doesn't have.
pub(super) fn defaults(method: &Method) -> Vec<String> {
    let lines = method.scalars_in.iter().filter_map(|scalar| {
        let Presence::Default(literal) = &scalar.presence else {
            return None;
        };
        let value = match literal {
            Literal::Bool(value) => value.to_string(),
            Literal::Integer(value) => value.to_string(),
            Literal::Float(value) => format!("{value:?}"),
            Literal::Value(value) => format!("`{}`", value.name),
        };
        let name = naming::rust_name(&scalar.name);
        Some(format!("Without `{name}`, the driver takes {value}."))
    });
    lines.collect()
}

/// A word as it is made.
enum Word {
    /// Of a value that has a word.
    Value(String),
    /// A word already.
    Packed(String),
}

fn elements(place: &str, length: u64) -> impl Iterator<Item = String> {
    (0..length).map(move |index| format!("{place}[{index}]"))
}
