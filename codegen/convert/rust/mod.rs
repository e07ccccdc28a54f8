//! A spec as a module of Rust.

mod callbacks;
mod layout;
mod memory;
mod methods;
mod parameters;
mod results;
mod text;
mod types;

use std::collections::HashMap;

use iigen_parser::interface::Prim;
use iigen_parser::naming;
use iigen_parser::span::{Sources, Spanned};
use iigen_parser::spec::{Spec, Target, TypeBody, TypeExpr};

use self::layout::attribute;
use self::text::Depth::{Item, Module as Outer};
use self::text::{Lines, key, quoted};
use super::numbers::Written;

/// The path of the macro in a crate that depends on the client.
const MACRO: &str = "iigen_client::user_client";

/// The text of a spec, with the items in the order of docs/language.md.
pub(super) fn write(spec: &Spec, sources: &Sources) -> String {
    let bodies = spec.types.iter();
    let mut module = Module {
        written: Written::new(sources),
        bodies: bodies
            .map(|of| (of.name.value.as_str(), &of.body))
            .collect(),
        out: Lines::default(),
    };
    module.spec(spec);
    module.out.text
}

/// A module that is being written.
struct Module<'a> {
    written: Written<'a>,
    /// What the types of the spec are made of.
    bodies: HashMap<&'a str, &'a TypeBody>,
    out: Lines,
}

impl Module<'_> {
    fn spec(&mut self, spec: &Spec) {
        self.out.doc(Outer, &spec.doc);
        self.out
            .line(Outer, &attribute(0, MACRO, &self.arguments(spec)));
        let name = naming::rust_module(&spec.class.value);
        self.out.line(Outer, &format!("mod {name} {{"));
        for constant in &spec.constants {
            self.constant(constant);
        }
        for (index, def) in spec.types.iter().enumerate() {
            if index > 0 || !spec.constants.is_empty() {
                self.out.line(Outer, "");
            }
            self.type_def(def);
        }
        if !spec.constants.is_empty() || !spec.types.is_empty() {
            self.out.line(Outer, "");
        }
        let class = &spec.class.value;
        self.out.line(Item, &format!("pub trait {class} {{"));
        let mut between = Between::default();
        for method in &spec.methods {
            between.next(&mut self.out);
            self.method(method);
        }
        for memory in &spec.memory {
            between.next(&mut self.out);
            self.memory(memory);
        }
        for callback in &spec.callbacks {
            between.next(&mut self.out);
            self.callback(callback);
        }
        self.out.line(Item, "}");
        self.out.line(Outer, "}");
    }

    /// What stands between the parentheses of the attribute.
    fn arguments(&self, spec: &Spec) -> Vec<String> {
        let mut arguments = vec![key("provider", quoted(&spec.provider.value))];
        let number = |name: &str, number: &Option<_>| {
            number
                .as_ref()
                .map(|number| key(name, self.written.rust(number)))
        };
        arguments.extend(targets(&spec.targets));
        arguments.extend(number("version", &spec.version));
        if !spec.reserved.is_empty() {
            let reserved = spec.reserved.iter();
            let reserved: Vec<_> = reserved
                .map(|of| self.written.rust_range(&of.first, &of.last))
                .collect();
            arguments.push(format!("reserved({})", reserved.join(", ")));
        }
        let access = access(spec);
        if !access.is_empty() {
            arguments.push(format!("access({})", access.join(", ")));
        }
        arguments.extend(number("open_type", &spec.open_type));
        if let Some(selector) = number("selector", &spec.handshake) {
            arguments.push(format!("handshake({selector})"));
        }
        arguments
    }

    /// Whether a result of this type is a scalar unless something else is said.
    fn is_scalar(&self, ty: &TypeExpr) -> bool {
        let is_prim = |name: &str| Prim::named(name).is_some();
        match ty {
            TypeExpr::Named(name) => {
                let body = self.bodies.get(name.value.as_str());
                let is_number =
                    matches!(body, Some(TypeBody::Enum { .. } | TypeBody::Flags { .. }));
                is_number || is_prim(&name.value)
            }
            TypeExpr::Array(element, ..) => {
                matches!(&**element, TypeExpr::Named(name) if is_prim(&name.value))
            }
        }
    }
}

/// What a client must be: `entitlement = "com.example.ring"`, `administrator`.
fn access(spec: &Spec) -> Vec<String> {
    let entitlement = spec.entitlement.as_ref();
    let entitlement = entitlement.map(|of| key("entitlement", quoted(&of.value)));
    let administrator = spec.administrator.map(|of| match of.value {
        true => "administrator".to_owned(),
        false => key("administrator", "false"),
    });
    entitlement.into_iter().chain(administrator).collect()
}

/// `target = dext`, or `target = [dext, kext]`, where something is said.
fn targets(targets: &[Spanned<Target>]) -> Option<String> {
    let names: Vec<_> = targets.iter().map(|of| of.value.rust_name()).collect();
    match names.as_slice() {
        [] => None,
        [only] => Some(key("target", *only)),
        several => Some(key("target", format!("[{}]", several.join(", ")))),
    }
}

/// An empty line between two things.
#[derive(Default)]
struct Between {
    is_second: bool,
}

impl Between {
    fn next(&mut self, out: &mut Lines) {
        if std::mem::replace(&mut self.is_second, true) {
            out.line(Outer, "");
        }
    }
}
