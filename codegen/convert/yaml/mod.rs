//! A spec as YAML.

mod callbacks;
mod memory;
mod methods;
mod structures;
mod types;
mod value;

use iigen_parser::span::{Sources, Spanned};
use iigen_parser::spec::{Spec, Target};
use serde_yaml::Value;

use self::value::{Map, Values, name};
use super::names;
use super::numbers::Written;

/// The text of a spec, with the keys in the order of docs/language.md.
pub(super) fn write(spec: &Spec, sources: &Sources) -> Result<String, serde_yaml::Error> {
    let mut attempt = 0;
    loop {
        let values = Values::new(Written::new(sources), format!("hex{attempt}x"));
        let text = serde_yaml::to_string(&values.spec(spec))?;
        // A spec has finitely many words, so that one of these isn't in it.
        if let Some(text) = values.finish(&text) {
            return Ok(in_sections(&text));
        }
        attempt += 1;
    }
}

/// An empty line in front of each part of the file: only keys of the outermost map begin a line.
fn in_sections(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 16);
    for line in text.lines() {
        if line.len() > 1 && line.ends_with(':') && line.starts_with(|c: char| c.is_alphabetic()) {
            spaced.push('\n');
        }
        spaced.push_str(line);
        spaced.push('\n');
    }
    spaced
}

/// What a client must be, where something is said.
fn access(spec: &Spec) -> Option<Value> {
    let administrator = spec.administrator;
    let said = spec.entitlement.is_some() || administrator.is_some();
    said.then(|| {
        Map::default()
            .maybe("entitlement", spec.entitlement.as_ref().map(name))
            .maybe("administrator", administrator.map(|of| of.value.into()))
            .value()
    })
}

/// `dext`, or `[dext, kext]`, where something is said.
fn targets(targets: &[Spanned<Target>]) -> Option<Value> {
    let mut names: Vec<_> = targets
        .iter()
        .map(|of| Value::from(of.value.name()))
        .collect();
    match names.len() {
        0 | 1 => names.pop(),
        _ => Some(Value::Sequence(names)),
    }
}

impl Values<'_> {
    fn spec(&self, spec: &Spec) -> Value {
        let number = |number: &Option<_>| number.as_ref().map(|number| self.number(number));
        let reserved = spec.reserved.iter();
        let reserved: Vec<_> = reserved.map(|of| self.range(&of.first, &of.last)).collect();
        let inner = |key: &str, value: Value| Map::default().with(key, value).value();
        let methods: Vec<_> = spec.methods.iter().map(names::without).collect();
        Map::default()
            .with("iigen", 1)
            .with("class", name(&spec.class))
            .with("provider", name(&spec.provider))
            .maybe("target", targets(&spec.targets))
            .maybe("version", number(&spec.version))
            .doc(&spec.doc)
            .each("constants", &spec.constants, |of| self.constant(of))
            .each("types", &spec.types, |of| self.type_def(of))
            .each("methods", &methods, |of| self.method(of))
            .maybe(
                "reserved",
                (!reserved.is_empty()).then_some(Value::Sequence(reserved)),
            )
            .each("memory", &spec.memory, |of| self.memory(of))
            .each("callbacks", &spec.callbacks, |of| self.callback(of))
            .maybe("access", access(spec))
            .maybe("open_type", number(&spec.open_type))
            .maybe(
                "handshake",
                number(&spec.handshake).map(|selector| inner("selector", selector)),
            )
            .value()
    }
}
