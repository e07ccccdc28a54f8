//! Calls through the generated client, from words and bytes to words and bytes.

use std::fmt::Write as _;

use crate::methods::Method;
use crate::scalars::Way;
use crate::spec::Spec;
use crate::structures::{List, Structure};
use crate::types::{Kind, Ty};

/// A module with the client of a spec and a function for each of its methods.
pub fn module(spec: &Spec, client: &str) -> String {
    let methods: Vec<_> = spec.methods.iter().map(|it| it.name.as_str()).collect();
    let mut text = MODULE
        .replace("MODEL", &format!("model{}", spec.index))
        .replace("CLIENT", client)
        .replace("CLASS", &spec.class())
        .replace("METHODS", &methods.join(", "));
    for method in &spec.methods {
        text.push_str(&adapter(method, spec));
    }
    text.push_str("}\n");
    text
}

const MODULE: &str = "\
#[allow(missing_docs, unused, clippy::all)]
pub mod MODEL {
    include!(concat!(env!(\"OUT_DIR\"), \"/CLIENT\"));
    use ::iigen_client::Plain;
    use crate::typed::*;

    type Own = CLASS<std::sync::Arc<crate::Loopback>>;

    pub fn open(loopback: std::sync::Arc<crate::Loopback>) -> Box<dyn Client> {
        const ALL: &[Adapter<Own>] = &[METHODS];
        let client = CLASS::open(loopback).expect(\"the driver opens\");
        Box::new(Opened { client, connection: Own::connection, methods: ALL })
    }
";

#[derive(Default)]
struct Adapter {
    /// Statements before the call.
    before: String,
    /// What goes in.
    arguments: Vec<String>,
    /// Where results go: parameters behind all others.
    rooms: Vec<String>,
    /// What comes back: the field of a reply, and what is done with it.
    results: Vec<(String, String)>,
}

fn adapter(method: &Method, spec: &Spec) -> String {
    let mut adapter = Adapter::default();
    adapter.scalars(method, spec);
    match &method.structure {
        Structure::None => adapter.before.push_str("        no_structure(input)?;\n"),
        Structure::Fixed(ty) => adapter.fixed(ty, "", spec),
        Structure::Variable(list) => adapter.list("whole", list, 0, spec),
        Structure::HeaderTail(header, list) => {
            let size = spec.types.size(header);
            adapter.fixed(header, &format!("..{size}"), spec);
            adapter.list("rest", list, size, spec);
        }
        Structure::Text(text) => adapter.string(text.nul),
    }
    if method.completion.is_some() {
        let wait = "output.event(VALUE.wait(PATIENCE)?.as_bytes());";
        adapter
            .results
            .push(("completion".to_owned(), wait.to_owned()));
    }
    adapter.text(&method.name)
}

impl Adapter {
    fn scalars(&mut self, method: &Method, spec: &Spec) {
        let mut word = 0;
        for scalar in &method.scalars {
            let (name, ty) = (&scalar.field.name, &scalar.field.ty);
            let rust = match ty {
                Ty::Prim(prim) => prim.name.to_owned(),
                _ => spec.types.rust(ty),
            };
            let elements = |words: usize| {
                let elements = (word..word + words).map(|at| format!("word(input, {at})?"));
                elements.collect::<Vec<_>>().join(", ")
            };
            let numbers = numbers(spec, ty);
            let (declared, argument, back) = match scalar.way {
                Way::Array(words) => (
                    format!("[{rust}; {words}] = [{}]", elements(words)),
                    format!("&{name}"),
                    "output.words(VALUE);".to_owned(),
                ),
                Way::Count(..) => (
                    format!("Vec<{rust}> = words_from(input, {word})?"),
                    format!("&{name}"),
                    "output.words(VALUE);".to_owned(),
                ),
                Way::Default(_) | Way::Optional => (
                    format!("Option<{rust}> = maybe(input, {word})?"),
                    name.clone(),
                    "output.word(VALUE);".to_owned(),
                ),
                Way::Spread { optional: true } => (
                    format!("Option<{rust}> = maybe_spread(input, {word}, {numbers})?"),
                    format!("{name}.as_ref()"),
                    format!("output.spread(VALUE, {numbers});"),
                ),
                Way::Spread { optional: false } => (
                    format!("{rust} = spread(input, {word}, {numbers})?"),
                    format!("&{name}"),
                    format!("output.spread(VALUE, {numbers});"),
                ),
                Way::One if spec.types.by_value(ty) => (
                    format!("{rust} = word(input, {word})?"),
                    name.clone(),
                    "output.word(VALUE);".to_owned(),
                ),
                Way::One => (
                    format!("{rust} = packed(input, {word})?"),
                    format!("&{name}"),
                    "output.packed(VALUE);".to_owned(),
                ),
            };
            self.arguments.push(argument);
            let _ = writeln!(self.before, "        let {name}: {declared};");
            self.results.push((format!("{name}_back"), back));
            word += scalar.words(&spec.types);
        }
    }

    fn fixed(&mut self, ty: &Ty, range: &str, spec: &Spec) {
        let types = &spec.types;
        let bytes = if range.is_empty() {
            "&input.bytes".to_owned()
        } else {
            format!("front(input, {})?", &range[2..])
        };
        let _ = writeln!(
            self.before,
            "        let whole: {} = plain({bytes})?;",
            types.rust(ty)
        );
        let truth = matches!(ty, Ty::Prim(prim) if prim.kind == Kind::Bool);
        self.arguments.push(match truth {
            true => "truth(whole)?".to_owned(),
            false if types.by_value(ty) => "whole".to_owned(),
            false => "&whole".to_owned(),
        });
        let back = if truth {
            "output.bytes(&[u8::from(VALUE)]);"
        } else {
            "output.bytes((VALUE).as_bytes());"
        };
        self.results
            .push(("whole_back".to_owned(), back.to_owned()));
    }

    fn list(&mut self, name: &str, list: &List, head: usize, spec: &Spec) {
        let element = list
            .element
            .as_ref()
            .map_or("u8".to_owned(), |ty| spec.types.rust(ty));
        let max = list.max;
        let _ = writeln!(
            self.before,
            "        let {name}: Vec<{element}> = plains(input, {head})?;\n        \
             let mut {name}_back: Vec<{element}> = vec![Plain::zeroed(); {max}];"
        );
        self.arguments.push(format!("&{name}"));
        self.rooms.push(format!("&mut {name}_back"));
        let count = format!("{name}_back_{}", list.count_word());
        let back = format!("output.bytes(Plain::slice_as_bytes(&{name}_back[..VALUE]));");
        self.results.push((count, back));
    }

    fn string(&mut self, nul: bool) {
        let _ = writeln!(
            self.before,
            "        let whole: String = string(input, {nul})?;"
        );
        self.arguments.push("&whole".to_owned());
        let back = format!("output.string(&VALUE, {nul});");
        self.results.push(("whole_back".to_owned(), back));
    }

    fn text(mut self, name: &str) -> String {
        self.arguments.append(&mut self.rooms);
        let arguments = self.arguments.join(", ");
        let alone = self.results.len() == 1;
        let mut after = String::new();
        for (field, back) in &self.results {
            let value = if alone {
                "reply".to_owned()
            } else {
                format!("{{ reply.{field} }}")
            };
            let _ = writeln!(after, "        {}", back.replace("VALUE", &value));
        }
        format!(
            "    pub fn {name}(client: &Own, input: &Call) -> Result<Call, Refusal> {{\n\
             {}        let reply = client.{name}({arguments})?;\n        \
             let mut output = Call::default();\n{after}        Ok(output)\n    }}\n",
            self.before
        )
    }
}

/// Size and sign of each number that a type is made of.
fn numbers(spec: &Spec, ty: &Ty) -> String {
    let numbers = spec.types.numbers(ty);
    let numbers = numbers
        .iter()
        .map(|prim| format!("({}, {})", prim.size, prim.kind == Kind::Signed));
    format!("&[{}]", numbers.collect::<Vec<_>>().join(", "))
}
