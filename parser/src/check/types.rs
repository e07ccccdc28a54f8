//! Records, enums, flags: resolved, laid out as C does it, and free of hidden padding.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::{self, Body, Layout, Prim, Range, Type, TypeId};
use crate::span::Span;
use crate::spec::{self, Length, Number, Spec, TypeBody, TypeDef, TypeExpr};

use super::{numbers, range, unions};

/// No type is larger.
pub(super) const MAX_SIZE: u64 = 16 << 20;

/// The types of a spec, each behind those that it is made of.
pub(super) struct Types<'s> {
    by_name: HashMap<&'s str, State>,
    constants: HashMap<&'s str, &'s Number>,
    defs: Vec<interface::TypeDef>,
    closest: Vec<&'s str>,
}

/// How far a type has got.
#[derive(Clone, Copy)]
enum State {
    /// Its place in the spec; nothing is known of it yet.
    Waiting(usize),
    /// It is being resolved: to need it now is to contain itself.
    Open(usize),
    /// It is resolved.
    Done(TypeId),
    /// It has a mistake, which is reported.
    Broken,
}

/// Resolves all types of a spec.
pub(super) fn resolve<'s>(spec: &'s Spec, found: &mut Diagnostics) -> Types<'s> {
    let names = spec.types.iter().enumerate();
    let mut by_name = HashMap::new();
    for (index, def) in names {
        // A second type of the same name is reported with the other clashes.
        by_name
            .entry(def.name.value.as_str())
            .or_insert(State::Waiting(index));
    }
    let constants = spec
        .constants
        .iter()
        .map(|c| (c.name.value.as_str(), &c.value))
        .collect();
    let closest = spec
        .types
        .iter()
        .map(|def| def.name.value.as_str())
        .collect();
    let mut types = Types {
        by_name,
        constants,
        defs: Vec::new(),
        closest,
    };
    for def in &spec.types {
        types.resolve_from(def, spec, found);
    }
    types
}

impl<'s> Types<'s> {
    /// The types, each behind those that it is made of.
    pub(super) fn into_defs(self) -> Vec<interface::TypeDef> {
        self.defs
    }

    /// The types so far, each behind those that it is made of.
    pub(super) fn defs(&self) -> &[interface::TypeDef] {
        &self.defs
    }

    /// The type with this id.
    pub(super) fn def(&self, id: TypeId) -> &interface::TypeDef {
        &self.defs[id.0]
    }

    /// Size and alignment of a type.
    pub(super) fn layout(&self, ty: &Type) -> Layout {
        interface::layout(ty, |id| self.defs[id.0].layout)
    }

    /// The type that an expression means; mistakes are reported.
    pub(super) fn get(&self, ty: &TypeExpr, found: &mut Diagnostics) -> Option<Type> {
        match ty {
            TypeExpr::Named(name) => {
                if let Some(prim) = Prim::named(&name.value) {
                    return Some(Type::Prim(prim));
                }
                match self.by_name.get(name.value.as_str()) {
                    Some(State::Done(id)) => Some(Type::Named(*id)),
                    Some(_) => None,
                    None => {
                        self.unknown(name, found);
                        None
                    }
                }
            }
            TypeExpr::Array(element, length, span) => {
                let element = self.get(element, found);
                let length = self.length(length, found);
                let (element, length) = (element?, length?);
                let size = self.layout(&element).size.saturating_mul(length);
                if size > MAX_SIZE {
                    let message = format!("an array of {size} bytes");
                    found.push(Diagnostic::new(&codes::ARRAY_LENGTH, *span, message));
                    return None;
                }
                Some(Type::Array(Box::new(element), length))
            }
        }
    }

    fn length(&self, length: &Length, found: &mut Diagnostics) -> Option<u64> {
        let (value, span) = match length {
            Length::Number(number) => (number.value, number.span),
            Length::Constant(name) => match self.constants.get(name.value.as_str()) {
                Some(number) => (number.value, name.span),
                None => {
                    let message = format!("no constant is called `{}`", name.value);
                    let mut mistake = Diagnostic::new(&codes::UNKNOWN_CONSTANT, name.span, message);
                    let known = self.constants.keys().copied();
                    if let Some(close) = crate::similar::closest(&name.value, known) {
                        mistake = mistake.edit("a constant with a similar name", name.span, close);
                    }
                    found.push(mistake);
                    return None;
                }
            },
        };
        if value < 1 {
            let message = format!("an array of length {value}");
            found.push(Diagnostic::new(&codes::ARRAY_LENGTH, span, message));
        }
        u64::try_from(value).ok().filter(|value| *value > 0)
    }

    fn unknown(&self, name: &spec::Name, found: &mut Diagnostics) {
        let message = format!("no type is called `{}`", name.value);
        let mut mistake = Diagnostic::new(&codes::UNKNOWN_TYPE, name.span, message);
        let prims = Prim::ALL.iter().map(|prim| -> &str { prim.name() });
        let known = self.closest.iter().copied().chain(prims);
        if let Some(same) = in_c(&name.value) {
            mistake = mistake.edit("the type of that size", name.span, same);
        } else if let Some(close) = crate::similar::closest(&name.value, known) {
            mistake = mistake.edit("a type with a similar name", name.span, close);
        } else if ["string", "str", "text"].contains(&name.value.to_lowercase().as_str()) {
            mistake = mistake.note(
                "a text is the structure of a method, such as `struct_in: { string: { max: 255 } }`; a \
                 record has bytes",
            );
        }
        found.push(mistake);
    }

    /// Resolves `def` and, before it, what it is made of; no recursion, however deep types nest.
    fn resolve_from(&mut self, def: &'s TypeDef, spec: &'s Spec, found: &mut Diagnostics) {
        let mut path = vec![def.name.value.as_str()];
        while let Some(&name) = path.last() {
            match self.by_name[name] {
                State::Waiting(index) => {
                    self.by_name.insert(name, State::Open(index));
                    // The last needed type is resolved first; keep the order of the fields.
                    let needed: Vec<_> = needs(&spec.types[index]).collect();
                    for inner in needed.into_iter().rev() {
                        self.visit(name, inner, &mut path, spec, found);
                    }
                }
                State::Open(index) => {
                    path.pop();
                    let resolved = self.def_of(&spec.types[index], found);
                    let state = match resolved {
                        Some(def) => {
                            self.defs.push(def);
                            State::Done(TypeId(self.defs.len() - 1))
                        }
                        None => State::Broken,
                    };
                    self.by_name.insert(name, state);
                }
                State::Done(_) | State::Broken => {
                    path.pop();
                }
            }
        }
    }

    /// Puts a type that is needed on the path, or reports that it contains itself.
    fn visit(
        &mut self,
        outer: &'s str,
        inner: &'s spec::Name,
        path: &mut Vec<&'s str>,
        spec: &'s Spec,
        found: &mut Diagnostics,
    ) {
        match self.by_name.get(inner.value.as_str()) {
            Some(State::Waiting(_)) => path.push(&inner.value),
            Some(State::Open(index)) => {
                let message = format!("`{}` contains itself", inner.value);
                let declared = spec.types[*index].name.span;
                let mistake = Diagnostic::new(&codes::RECURSIVE_TYPE, inner.span, message)
                    .here(format!("a part of `{outer}`"))
                    .label(declared, format!("`{}` is declared here", inner.value))
                    .note("refer to the other record by an index or an offset");
                found.push(mistake);
            }
            _ => {}
        }
    }

    fn def_of(&self, def: &TypeDef, found: &mut Diagnostics) -> Option<interface::TypeDef> {
        let (layout, body) = match &def.body {
            TypeBody::Struct { fields, packed } => self.record(def, fields, *packed, found)?,
            TypeBody::Enum { repr, values } => enumeration(def, repr, values, found)?,
            TypeBody::Flags { repr, bits } => flags(def, repr, bits, found)?,
            TypeBody::Union {
                tag,
                variants,
                packed,
            } => unions::resolve(self, def, tag, variants, *packed, found)?,
            TypeBody::Broken(read) => {
                if let Some(read) = read {
                    self.parts(def, read, found);
                }
                return None;
            }
        };
        let constrained = self.constrained(&body);
        let (name, doc) = (def.name.value.clone(), def.doc.clone());
        Some(interface::TypeDef {
            name,
            doc,
            layout,
            body,
            constrained,
        })
    }

    /// Checks what could be read of a type, each part for itself.
    fn parts(&self, def: &TypeDef, read: &TypeBody, found: &mut Diagnostics) {
        match read {
            TypeBody::Struct { fields, .. } => {
                for field in fields {
                    self.field(field, found);
                }
            }
            TypeBody::Enum { repr, values } if !values.is_empty() => {
                enumeration(def, repr, values, found);
            }
            TypeBody::Flags { repr, bits } if !bits.is_empty() => {
                flags(def, repr, bits, found);
            }
            _ => {}
        }
    }

    fn constrained(&self, body: &Body) -> bool {
        match body {
            Body::Record { fields, .. } => fields
                .iter()
                .any(|field| !field.range.is_full() || self.is_constrained(&field.ty)),
            Body::Enum { .. } | Body::Union(_) => true,
            Body::Flags { repr, bits } => bits.len() as u64 != repr.size() * 8,
        }
    }

    fn is_constrained(&self, ty: &Type) -> bool {
        match ty {
            Type::Prim(prim) => *prim == Prim::Bool,
            Type::Named(id) => self.defs[id.0].constrained,
            Type::Array(element, _) => self.is_constrained(element),
        }
    }

    fn record(
        &self,
        def: &TypeDef,
        fields: &[spec::Field],
        packed: bool,
        found: &mut Diagnostics,
    ) -> Option<(Layout, Body)> {
        not_empty(def, fields.len(), "field", found)?;
        let resolved: Vec<_> = fields
            .iter()
            .map(|field| self.field(field, found))
            .collect();
        let fields_of = resolved.into_iter().collect::<Option<Vec<_>>>()?;
        let mut end = Layout { size: 0, align: 1 };
        let mut laid_out = Vec::with_capacity(fields.len());
        for (field, (ty, range)) in fields.iter().zip(fields_of) {
            let layout = self.layout(&ty);
            let align = if packed { 1 } else { layout.align };
            let offset = end.size.next_multiple_of(align);
            if offset > end.size {
                padding(&field.name, offset - end.size, align, def.name.span, found);
            }
            end.size = offset.saturating_add(layout.size);
            end.align = end.align.max(align);
            let (name, doc) = (field.name.value.clone(), field.doc.clone());
            laid_out.push(interface::Field {
                name,
                doc,
                ty,
                offset,
                range,
            });
        }
        let size = end.size.next_multiple_of(end.align);
        if size > end.size {
            end_padding(&def.name, size - end.size, end.align, found);
        }
        if size > MAX_SIZE {
            let message = format!("`{}` has {size} bytes", def.name.value);
            found.push(Diagnostic::new(
                &codes::ARRAY_LENGTH,
                def.name.span,
                message,
            ));
            return None;
        }
        Some((
            Layout { size, ..end },
            Body::Record {
                fields: laid_out,
                packed,
            },
        ))
    }

    /// Type and range of a field or scalar.
    pub(super) fn field(
        &self,
        field: &spec::Field,
        found: &mut Diagnostics,
    ) -> Option<(Type, Range)> {
        let ty = self.get(&field.ty, found)?;
        let range = range::of(field, &ty, found)?;
        Some((ty, range))
    }
}

/// The primitive that is a type of C.
fn in_c(name: &str) -> Option<&'static str> {
    let same = Prim::ALL.iter().find(|prim| prim.c_name() == name);
    same.map(|prim| prim.name()).or(match name {
        "char" => Some("u8"),
        "int" => Some("i32"),
        "size_t" | "usize" => Some("u64"),
        _ => None,
    })
}

/// The names of the types that a type is made of.
fn needs(def: &TypeDef) -> impl Iterator<Item = &spec::Name> {
    let types: Vec<_> = match &def.body {
        TypeBody::Struct { fields, .. } => fields.iter().map(|field| &field.ty).collect(),
        TypeBody::Union { tag, variants, .. } => {
            let variants = variants.iter().map(|variant| &variant.ty);
            std::iter::once(tag).chain(variants).collect()
        }
        _ => Vec::new(),
    };
    types.into_iter().map(|mut ty| {
        loop {
            match ty {
                TypeExpr::Named(name) => return name,
                TypeExpr::Array(element, ..) => ty = element,
            }
        }
    })
}

pub(super) fn not_empty(
    def: &TypeDef,
    count: usize,
    what: &str,
    found: &mut Diagnostics,
) -> Option<()> {
    if count > 0 {
        return Some(());
    }
    let message = format!("`{}` has no {what}", def.name.value);
    found.push(Diagnostic::new(&codes::EMPTY_TYPE, def.name.span, message));
    None
}

fn padding(field: &spec::Name, bytes: u64, align: u64, record: Span, found: &mut Diagnostics) {
    let message = format!(
        "{} of hidden padding in front of `{}`",
        count(bytes),
        field.value
    );
    found.push(
        Diagnostic::new(&codes::PADDING, field.span, message)
            .here(format!("begins at a multiple of {align}"))
            .label(record, "in this record")
            .note(format!(
                "put a field of type [u8; {bytes}] in front of it, reorder the fields, or make the \
                 record packed"
            )),
    );
}

fn end_padding(record: &spec::Name, bytes: u64, align: u64, found: &mut Diagnostics) {
    let message = format!(
        "{} of hidden padding at the end of `{}`",
        count(bytes),
        record.value
    );
    found.push(
        Diagnostic::new(&codes::PADDING, record.span, message)
            .here(format!("its size is a multiple of {align}"))
            .note(format!(
                "put a field of type [u8; {bytes}] at its end, or make the record packed"
            )),
    );
}

pub(super) fn count(bytes: u64) -> String {
    if bytes == 1 {
        "1 byte".to_owned()
    } else {
        format!("{bytes} bytes")
    }
}

fn enumeration(
    def: &TypeDef,
    repr: &TypeExpr,
    values: &[spec::Value],
    found: &mut Diagnostics,
) -> Option<(Layout, Body)> {
    not_empty(def, values.len(), "value", found)?;
    let prim = numbers::integer(repr, found)?;
    for value in values {
        numbers::fits(&value.number, prim, Some(repr), found);
    }
    unique(values, "the value", found);
    let layout = Layout {
        size: prim.size(),
        align: prim.size(),
    };
    Some((
        layout,
        Body::Enum {
            repr: prim,
            values: plain(values),
        },
    ))
}

fn flags(
    def: &TypeDef,
    repr: &TypeExpr,
    bits: &[spec::Value],
    found: &mut Diagnostics,
) -> Option<(Layout, Body)> {
    not_empty(def, bits.len(), "bit", found)?;
    let prim = numbers::integer(repr, found)?;
    if prim.is_signed() {
        let message = format!("flags in a signed {}", prim.name());
        let unsigned = prim.name().replace('i', "u");
        let mistake = Diagnostic::new(&codes::BAD_REPR, repr.span(), message);
        found.push(mistake.edit("the unsigned type", repr.span(), unsigned));
    }
    let last = i128::from(prim.size() * 8 - 1);
    for bit in bits
        .iter()
        .filter(|bit| !(0..=last).contains(&bit.number.value))
    {
        let message = format!("{} has no bit {}", prim.name(), bit.number.value);
        found.push(
            Diagnostic::new(&codes::VALUE_RANGE, bit.number.span, message)
                .here("the number of a bit, not its mask")
                .label(repr.span(), format!("has bits 0 to {last}")),
        );
    }
    unique(bits, "bit", found);
    let layout = Layout {
        size: prim.size(),
        align: prim.size(),
    };
    Some((
        layout,
        Body::Flags {
            repr: prim,
            bits: plain(bits),
        },
    ))
}

fn unique(values: &[spec::Value], what: &str, found: &mut Diagnostics) {
    let mut first: HashMap<i128, &spec::Value> = HashMap::new();
    for value in values {
        let before = *first.entry(value.number.value).or_insert(value);
        if !std::ptr::eq(before, value) {
            let (name, other) = (&value.name.value, &before.name.value);
            let message = format!(
                "`{name}` and `{other}` are both {what} {}",
                value.number.value
            );
            found.push(
                Diagnostic::new(&codes::DUPLICATE_VALUE, value.number.span, message)
                    .label(before.number.span, format!("`{other}` has it")),
            );
        }
    }
}

fn plain(values: &[spec::Value]) -> Vec<interface::Value> {
    let plain = values.iter().map(|value| interface::Value {
        name: value.name.value.clone(),
        doc: value.doc.clone(),
        number: value.number.value,
    });
    plain.collect()
}
