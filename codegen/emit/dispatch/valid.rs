//! Functions that say whether what a client sent is a value of its type.

use iigen_parser::interface::{
    Body, Interface, MemoryLayout, Prim, Range, Shape, Structure, Type, TypeDef, Union,
};
use iigen_parser::naming;
use iigen_parser::spec::Side;

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
                shape: Shape::Versions { ty: None, .. } | Shape::ZeroCopy { .. },
                ..
            }) => {}
            Some(Structure {
                shape: Shape::Fixed(ty) | Shape::Versions { ty: Some(ty), .. },
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
    for memory in &interface.memory {
        if let Some(MemoryLayout::Ring(ring)) = &memory.layout
            && ring.producer == Side::Client
        {
            mark(&ring.element, interface, &mut sent);
        }
    }
    // A type stands behind those that it is made of: one pass from the end reaches them all.
    for index in (0..sent.len()).rev() {
        if !sent[index] {
            continue;
        }
        match &interface.types[index].body {
            Body::Record { fields, .. } => {
                for field in fields {
                    mark(&field.ty, interface, &mut sent);
                }
            }
            Body::Union(union) => {
                for ty in union.variants.iter().filter_map(|of| of.ty.as_ref()) {
                    mark(ty, interface, &mut sent);
                }
            }
            Body::Enum { .. } | Body::Flags { .. } => {}
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
                .filter_map(|field| {
                    let place = Place {
                        owner: &def.name,
                        member: &field.name,
                        packed: *packed,
                    };
                    if let (false, Type::Prim(prim)) = (field.range.is_full(), &field.ty) {
                        let place = format!("value.{}", field.name);
                        return Some(in_range(&place, &field.range, *prim, uses));
                    }
                    place.check(&field.ty, cpp, uses)
                })
                .collect();
            format!("    return {};\n", checks.join("\n        && "))
        }
        Body::Union(union) => union_body(def, union, cpp, uses),
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

/// Each variant under its value of the tag; a tag without a name falls through.
fn union_body(def: &TypeDef, union: &Union, cpp: Cpp<'_>, uses: &mut Uses) -> String {
    let kind = &cpp.interface.type_def(union.tag).name;
    let mut text = "    switch (value.tag) {\n".to_owned();
    let mut plain = String::new();
    for variant in &union.variants {
        let case = format!("    case {kind}::{}:\n", naming::cpp_value(&variant.name));
        let member = format!("data.{}", variant.name);
        let place = Place {
            owner: &def.name,
            member: &member,
            packed: union.packed,
        };
        let check = variant.ty.as_ref();
        match check.and_then(|ty| place.check(ty, cpp, uses)) {
            Some(check) => text.push_str(&format!("{case}        return {check};\n")),
            None => plain.push_str(&case),
        }
    }
    if !plain.is_empty() {
        text.push_str(&plain);
        text.push_str("        return true;\n");
    }
    text + "    }\n    return false;\n"
}

/// A member of what a validator looks at.
struct Place<'p> {
    /// The type that has it.
    owner: &'p str,
    /// Its name, or the way to it.
    member: &'p str,
    /// Whether it may lie at any address.
    packed: bool,
}

impl Place<'_> {
    /// The condition under which the member is a value of its type, if there are bytes that aren't.
    fn check(&self, ty: &Type, cpp: Cpp<'_>, uses: &mut Uses) -> Option<String> {
        if !cpp.is_constrained(ty) {
            return None;
        }
        let place = format!("value.{}", self.member);
        let offset = format!("offsetof({}, {})", self.owner, self.member);
        let integer = matches!(ty, Type::Named(_)) && !cpp.is_struct(ty);
        match ty {
            // A copy: a reference into a packed record could be misaligned.
            Type::Named(_) if integer && self.packed => {
                let name = cpp.name(ty);
                Some(format!("IsValid{name}({name}({place}))"))
            }
            Type::Named(_) if integer || !self.packed => {
                Some(format!("IsValid{}({place})", cpp.name(ty)))
            }
            Type::Prim(_) => {
                uses.bytes = true;
                uses.valid_bool = true;
                Some(format!("IsValidBool(BytesOf(&value)[{offset}])"))
            }
            ty => {
                let address = format!("BytesOf(&value) + {offset}");
                uses.bytes = true;
                let count = Cpp::count(ty).to_string();
                let innermost = Cpp::innermost(ty);
                if self.packed && *innermost != Type::Prim(Prim::Bool) {
                    let size = cpp.interface.layout(innermost).size;
                    let function = if size <= cpp.flavour.stack_max {
                        uses.all_copies_valid = true;
                        "AllCopiesValid"
                    } else {
                        uses.all_large_copies_valid = true;
                        uses.buffer = true;
                        "AllLargeCopiesValid"
                    };
                    let name = cpp.name(ty);
                    return Some(format!(
                        "{function}<{name}>({address}, {count}, IsValid{name})"
                    ));
                }
                Some(all_valid(&address, &count, ty, cpp, uses))
            }
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

/// `value.slot >= 1u && value.slot <= 31u`, or `IsOneOf<uint32_t>(value.size, { 1u, 2u })`.
pub(super) fn in_range(place: &str, range: &Range, prim: Prim, uses: &mut Uses) -> String {
    if !range.one_of.is_empty() {
        uses.one_of = true;
        let choices = range.one_of.iter();
        let choices: Vec<_> = choices.map(|value| cpp::literal(*value, prim)).collect();
        return format!(
            "IsOneOf<{}>({place}, {{{}}})",
            prim.c_name(),
            filled(&choices)
        );
    }
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

/// Literals between braces: on the line, or as many on each line below as fit.
fn filled(choices: &[String]) -> String {
    let joined = choices.join(", ");
    if joined.len() <= 50 {
        return format!(" {joined} ");
    }
    let mut text = String::new();
    let mut column = usize::MAX;
    for choice in choices {
        if column.saturating_add(choice.len() + 2) > 100 {
            text.push_str(&format!("\n            {choice},"));
            column = 12 + choice.len() + 1;
        } else {
            text.push_str(&format!(" {choice},"));
            column += choice.len() + 2;
        }
    }
    text + "\n        "
}
