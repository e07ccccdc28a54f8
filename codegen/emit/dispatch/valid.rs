//! Functions that say whether what a client sent is a value of its type.

use iigen_parser::interface::{
    Body, Field, Interface, Prim, Range, Shape, Structure, Type, TypeDef,
};
use iigen_parser::naming;

use super::Uses;
use crate::cpp::{self, Cpp};

/// `IsValidRecord`.
pub(super) struct Validator {
    /// The type, as the function's name ends.
    pub(super) name: String,
    /// What it looks at: a type of the spec.
    pub(super) ty: String,
    /// Its statements.
    pub(super) body: String,
}

/// The functions for all types that clients send and that not all bytes are values of.
pub(super) fn validators(cpp: Cpp<'_>, uses: &mut Uses) -> Vec<Validator> {
    let sent = sent(cpp.interface);
    let constrained = cpp
        .interface
        .types
        .iter()
        .zip(sent)
        .filter(|(def, sent)| *sent && def.constrained);
    let validators = constrained.map(|(def, _)| Validator {
        name: def.name.clone(),
        ty: def.name.clone(),
        body: body(def, cpp, uses),
    });
    validators.collect()
}

/// Which types clients send, by themselves or inside of others.
fn sent(interface: &Interface) -> Vec<bool> {
    let mut sent = vec![false; interface.types.len()];
    for method in &interface.methods {
        for scalar in &method.scalars_in {
            mark(&scalar.ty, interface, &mut sent);
        }
        match &method.struct_in {
            None => {}
            Some(Structure {
                shape: Shape::Fixed(ty),
                ..
            }) => mark(ty, interface, &mut sent),
            Some(Structure {
                shape: Shape::Variable(variable),
                ..
            }) => {
                variable
                    .element
                    .iter()
                    .for_each(|ty| mark(ty, interface, &mut sent));
            }
            Some(Structure {
                shape: Shape::HeaderTail { header, tail, .. },
                ..
            }) => {
                mark(header, interface, &mut sent);
                tail.element
                    .iter()
                    .for_each(|ty| mark(ty, interface, &mut sent));
            }
        }
    }
    // A type stands behind those that it is made of: one pass from the end reaches them all.
    for index in (0..sent.len()).rev() {
        if sent[index]
            && let Body::Record { fields, .. } = &interface.types[index].body
        {
            fields
                .iter()
                .for_each(|field| mark(&field.ty, interface, &mut sent));
        }
    }
    sent
}

fn mark(ty: &Type, interface: &Interface, sent: &mut [bool]) {
    if let Type::Named(id) = Cpp::innermost(ty) {
        sent[interface.index(*id)] = true;
    }
}

fn body(def: &TypeDef, cpp: Cpp<'_>, uses: &mut Uses) -> String {
    match &def.body {
        Body::Enum { values, .. } => {
            let mut text = "    switch (value) {\n".to_owned();
            for value in values {
                let name = naming::cpp_value(&value.name);
                text.push_str(&format!("    case {}::{name}:\n", def.name));
            }
            text + "        return true;\n    }\n    return false;\n"
        }
        Body::Flags { repr, bits } => {
            let mask = bits.iter().fold(0_i128, |mask, bit| mask | 1 << bit.number);
            format!("    return (value & ~{}) == 0;\n", hex(mask, *repr))
        }
        Body::Record { fields, packed } => {
            let checks: Vec<_> = fields
                .iter()
                .filter_map(|field| field_check(field, &def.name, *packed, cpp, uses))
                .collect();
            format!("    return {};\n", checks.join("\n        && "))
        }
    }
}

/// All bits of a mask; as wide as the type, so that `~` sets no others that count.
fn hex(mask: i128, repr: Prim) -> String {
    if repr == Prim::U64 {
        format!("0x{mask:x}ull")
    } else {
        format!("0x{mask:x}u")
    }
}

fn field_check(
    field: &Field,
    record: &str,
    packed: bool,
    cpp: Cpp<'_>,
    uses: &mut Uses,
) -> Option<String> {
    let place = format!("value.{}", field.name);
    if !field.range.is_full() {
        let Type::Prim(prim) = field.ty else {
            return None;
        };
        return Some(in_range(&place, field.range, prim));
    }
    if !cpp.is_constrained(&field.ty) {
        return None;
    }
    let scalar = matches!(&field.ty, Type::Named(id)
        if !matches!(cpp.interface.type_def(*id).body, Body::Record { .. }));
    let by_address = packed && !scalar;
    match &field.ty {
        // A copy: a reference into a packed record could be misaligned.
        Type::Named(id) if scalar && packed => {
            let name = &cpp.interface.type_def(*id).name;
            Some(format!("IsValid{name}({name}(value.{}))", field.name))
        }
        Type::Named(_) if !by_address => Some(format!("IsValid{}({place})", cpp.name(&field.ty))),
        Type::Prim(_) => {
            uses.bytes = true;
            uses.valid_bool = true;
            Some(format!(
                "IsValidBool(BytesOf(&value)[offsetof({record}, {})])",
                field.name
            ))
        }
        ty => {
            let address = format!("BytesOf(&value) + offsetof({record}, {})", field.name);
            uses.bytes = true;
            let count = Cpp::count(ty).to_string();
            if packed && *Cpp::innermost(ty) != Type::Prim(Prim::Bool) {
                uses.all_copies_valid = true;
                let name = cpp.name(ty);
                return Some(format!(
                    "AllCopiesValid<{name}>({address}, {count}, IsValid{name})"
                ));
            }
            Some(all_valid(&address, &count, ty, cpp, uses))
        }
    }
}

/// `AllValid<Record>(address, count, IsValidRecord)`.
pub(super) fn all_valid(
    address: &str,
    count: &str,
    ty: &Type,
    cpp: Cpp<'_>,
    uses: &mut Uses,
) -> String {
    uses.all_valid = true;
    match Cpp::innermost(ty) {
        Type::Prim(_) => {
            uses.valid_bool = true;
            format!("AllValid<uint8_t>({address}, {count}, IsValidBool)")
        }
        ty => format!(
            "AllValid<{0}>({address}, {count}, IsValid{0})",
            cpp.name(ty)
        ),
    }
}

/// `value.slot >= 1u && value.slot <= 31u`.
pub(super) fn in_range(place: &str, range: Range, prim: Prim) -> String {
    let bound = |operator: &str, value: Option<i128>| {
        value.map(|value| format!("{place} {operator} {}", cpp::literal(value, prim)))
    };
    let bounds = [bound(">=", range.min), bound("<=", range.max)];
    bounds
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" && ")
}
