//! Types of the client: the bytes of the driver's types.

use iigen_parser::doc;
use iigen_parser::interface::{Body, Field, Interface, Prim, Type, TypeDef, Value};
use iigen_parser::naming;

use super::union::{self, UnionView};
use super::{documented, range};
use crate::rust_layout;
use crate::text::Text;

/// The Rust spelling of types.
#[derive(Clone, Copy)]
pub(super) struct Rust<'i> {
    pub(super) interface: &'i Interface,
}

impl Rust<'_> {
    /// A type in memory: no Rust enum, no bool, because a driver may write any bytes.
    pub(super) fn name(self, ty: &Type) -> String {
        match ty {
            Type::Prim(Prim::Bool) => "::iigen_client::Bool8".to_owned(),
            Type::Prim(prim) => prim.name().to_owned(),
            Type::Named(id) => naming::rust_type(&self.interface.type_def(*id).name),
            Type::Array(element, length) => format!("[{}; {length}]", self.name(element)),
        }
    }

    /// A type as an argument or a result by value.
    pub(super) fn value(self, ty: &Type) -> String {
        match ty {
            Type::Prim(prim) => prim.name().to_owned(),
            _ => self.name(ty),
        }
    }

    /// Whether there are bytes that a driver refuses.
    pub(super) fn is_constrained(self, ty: &Type) -> bool {
        match ty {
            Type::Prim(prim) => *prim == Prim::Bool,
            Type::Named(id) => self.interface.type_def(*id).constrained,
            Type::Array(element, _) => self.is_constrained(element),
        }
    }
}

/// A type of the spec.
pub(super) enum TypeView {
    Record(Record),
    Newtype(Newtype),
    Union(UnionView),
}

/// A struct.
pub(super) struct Record {
    doc: String,
    name: String,
    repr: &'static str,
    size: u64,
    fields: Vec<FieldView>,
    /// The statements of its check, when there are values that a driver refuses.
    checks: Vec<String>,
}

/// A field of a struct.
pub(super) struct FieldView {
    doc: String,
    name: String,
    constant: String,
    ty: String,
    offset: u64,
    declaration: String,
}

/// An integer with names: an enum or flags.
pub(super) struct Newtype {
    doc: String,
    name: String,
    repr: &'static str,
    values: Vec<Named>,
    /// The macro that makes it whole.
    whole: &'static str,
}

/// A name for a number.
pub(super) struct Named {
    doc: String,
    name: String,
    declaration: String,
}

impl TypeView {
    pub(super) fn write(&self, text: &mut Text) {
        match self {
            TypeView::Record(record) => record.write(text),
            TypeView::Newtype(newtype) => newtype.write(text),
            TypeView::Union(union) => union.write(text),
        }
    }
}

impl Record {
    fn write(&self, text: &mut Text) {
        let name = &self.name;
        text.gap();
        text.lines(&self.doc);
        text.line(&["#[allow(dead_code)]"]);
        text.line(&["#[derive(Clone, Copy, Debug, PartialEq)]"]);
        text.line(&["#[repr(", self.repr, ")]"]);
        text.line(&["pub struct ", name, " {"]);
        for field in &self.fields {
            text.lines(&field.doc);
            text.line(&["    ", &field.declaration]);
        }
        text.line(&["}"]);
        text.gap();
        text.line(&["::iigen_client::plain! {"]);
        text.line(&["    ", name, ": ", &self.size.to_string(), " {"]);
        for FieldView {
            name,
            constant,
            ty,
            offset,
            ..
        } in &self.fields
        {
            let offset = offset.to_string();
            text.line(&[
                "        ", name, " as ", constant, ": ", ty, " = ", &offset, ",",
            ]);
        }
        text.line(&["    }"]);
        text.line(&["}"]);
        if self.checks.is_empty() {
            return;
        }
        text.gap();
        text.line(&["impl ::iigen_client::Checked for ", name, " {"]);
        text.line(&["    fn check(&self) -> Result<(), ::iigen_client::Check> {"]);
        for check in &self.checks {
            text.line(&["        ", check]);
        }
        text.line(&["        Ok(())"]);
        text.line(&["    }"]);
        text.line(&["}"]);
    }
}

impl Newtype {
    fn write(&self, text: &mut Text) {
        let (name, repr) = (&self.name, self.repr);
        text.gap();
        text.lines(&self.doc);
        text.line(&["#[allow(dead_code)]"]);
        text.line(&["#[derive(Clone, Copy, PartialEq, Eq, Hash)]"]);
        text.line(&["#[repr(transparent)]"]);
        text.line(&["pub struct ", name, "(pub ", repr, ");"]);
        text.gap();
        text.line(&["#[allow(dead_code)]"]);
        text.line(&["impl ", name, " {"]);
        for value in &self.values {
            text.lines(&value.doc);
            text.line(&["    ", &value.declaration]);
        }
        text.line(&["}"]);
        text.gap();
        text.line(&["::iigen_client::", self.whole, "! {"]);
        text.line(&["    ", name, ": ", repr, " {"]);
        for value in &self.values {
            text.line(&["        ", &value.name, ","]);
        }
        text.line(&["    }"]);
        text.line(&["}"]);
    }
}

/// What is written of a type.
pub(super) fn view(def: &TypeDef, rust: Rust<'_>) -> TypeView {
    let name = naming::rust_type(&def.name);
    let doc = documented(&def.doc, 0, || format!("`{}`.", def.name));
    match &def.body {
        Body::Record { fields, packed } => TypeView::Record(Record {
            doc,
            name,
            repr: if *packed { "C, packed" } else { "C" },
            size: def.layout.size,
            fields: fields.iter().map(|of| field(of, rust)).collect(),
            checks: fields
                .iter()
                .flat_map(|of| checks(of, *packed, rust))
                .collect(),
        }),
        Body::Enum { repr, values } => TypeView::Newtype(Newtype {
            doc,
            name,
            repr: repr.name(),
            values: values
                .iter()
                .map(|of| named(of, rust_layout::grouped(of.number)))
                .collect(),
            whole: "plain_enum",
        }),
        Body::Flags { repr, bits } => TypeView::Newtype(Newtype {
            doc,
            name,
            repr: repr.name(),
            values: bits
                .iter()
                .map(|of| named(of, format!("1 << {}", of.number)))
                .collect(),
            whole: "plain_flags",
        }),
        Body::Union(of) => TypeView::Union(union::view(def, of, doc, rust)),
    }
}

fn named(value: &Value, number: String) -> Named {
    let name = naming::shouty(&value.name);
    Named {
        doc: documented(&value.doc, 4, || format!("`{}`.", value.name)),
        declaration: rust_layout::assign(
            4,
            &format!("pub const {name}: Self"),
            &format!("Self({number})"),
        ),
        name,
    }
}

fn field(field: &Field, rust: Rust<'_>) -> FieldView {
    let mut lines = field.doc.clone();
    if let Some(range) = doc::range(&field.range) {
        doc::add(&mut lines, range);
    }
    let (name, ty) = (naming::rust_name(&field.name), rust.name(&field.ty));
    FieldView {
        doc: documented(&lines, 4, || format!("`{}`.", field.name)),
        constant: naming::shouty(&field.name),
        declaration: rust_layout::field(&name, &ty),
        name,
        ty,
        offset: field.offset,
    }
}

fn checks(field: &Field, packed: bool, rust: Rust<'_>) -> Vec<String> {
    let (name, mut statements) = (naming::rust_name(&field.name), Vec::new());
    let (quoted, value) = (format!("\"{}\"", field.name), format!("self.{name}"));
    for check in range::checks(&field.range, &value, &naming::shouty(&field.name), 8) {
        statements.extend(check.before);
        let head = format!("::iigen_client::Check::{}", check.name);
        let mut arguments = vec![quoted.as_str()];
        arguments.extend(check.arguments.iter().map(String::as_str));
        statements.push(rust_layout::call(8, &head, &arguments, "?;"));
    }
    if rust.is_constrained(&field.ty) {
        // A copy: there are no references into packed records.
        let value = if packed {
            format!("&{{ {value} }}")
        } else {
            format!("&{value}")
        };
        let head = "::iigen_client::Check::field";
        statements.push(rust_layout::call(8, head, &[&quoted, &value], "?;"));
    }
    statements
}
