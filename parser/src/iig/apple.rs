//! Apple's own classes, from the table beside this file.

use super::ast::{Declarator, Type};
use super::declarations::{Declaration, Declarations};
use super::world::{ClassKind, KnownClass, KnownMethod, Signature};

/// Reads the table: a line a class, a method or a name, separated by tabs.
pub(super) fn classes() -> (Vec<KnownClass>, Declarations) {
    let mut classes: Vec<KnownClass> = Vec::new();
    let mut declarations = Declarations::default();
    for line in include_str!("apple.tsv").lines() {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap_or_default();
        match (next(), next()) {
            ("class", name) => {
                declarations.add(
                    name,
                    Declaration::Class {
                        serializable: false,
                    },
                );
                classes.push(class(name, next(), next()));
            }
            ("method", name) => {
                let method = method(name, next(), next(), next(), next());
                if let Some(class) = classes.last_mut() {
                    class.methods.push(method);
                }
            }
            ("serializable", name) => {
                declarations.add(name, Declaration::Class { serializable: true });
            }
            ("record", name) => declarations.add(name, Declaration::Record),
            ("block", name) => declarations.add(name, Declaration::Block),
            ("function", name) => declarations.add(name, Declaration::Function),
            ("alias", name) => declarations.add(name, alias(next(), next())),
            _ => {}
        }
    }
    (classes, declarations)
}

fn class(name: &str, superclass: &str, flags: &str) -> KnownClass {
    let has = |flag: &str| flags.split(' ').any(|found| found == flag);
    KnownClass {
        name: name.to_owned(),
        superclass: (!superclass.is_empty()).then(|| superclass.to_owned()),
        kind: ClassKind {
            kernel: has("kernel"),
            local_only: false,
            partial: has("partial"),
        },
        methods: Vec::new(),
    }
}

fn method(name: &str, id: &str, flags: &str, result: &str, parameters: &str) -> KnownMethod {
    let has = |flag: &str| flags.split(' ').any(|found| found == flag);
    let value = |key: &str| {
        flags
            .split(' ')
            .find_map(|found| found.strip_prefix(key))
            .map(str::to_owned)
    };
    KnownMethod {
        name: name.to_owned(),
        id: u64::from_str_radix(id, 16).ok(),
        result: type_of(result),
        signature: Signature::Table(parameters.to_owned()),
        is_static: has("static"),
        is_virtual: has("virtual"),
        is_const: has("const"),
        is_override: false,
        local_only: has("localonly"),
        local: has("local"),
        reply: has("reply") || has("invokereply"),
        callback: value("type="),
        queue: value("queuename="),
        span: None,
    }
}

fn alias(ty: &str, bound: &str) -> Declaration {
    let bounds = if bound.is_empty() {
        Vec::new()
    } else {
        vec![bound.to_owned()]
    };
    Declaration::Alias {
        ty: type_of(ty),
        bounds,
    }
}

/// A type of the table: a name, `const` before it, pointers after it.
fn type_of(text: &str) -> Type {
    let mut ty = Type::named("");
    for word in text.split(' ') {
        match word {
            "const" => ty.is_const = true,
            "*" => ty.declarators.push(Declarator::Pointer { is_const: false }),
            name if ty.name.is_empty() => ty.name = name.to_owned(),
            name => ty.name = format!("{} {name}", ty.name),
        }
    }
    ty
}
