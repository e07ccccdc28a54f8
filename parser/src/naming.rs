//! Every identifier that iigen makes of a name.
//!
//! Case is converted here and nowhere else, so that [`crate::check`] compares the very names that
//! the outputs will have.

use heck::{ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use crate::spec::{Method, Shape, Structure, TypeExpr};

/// A handler, a member of the C++ class: `SetRate`.
pub fn handler(method: &str) -> String {
    method.to_upper_camel_case()
}

/// The handler that makes memory: `CopyRingMemory`.
pub fn memory_handler(memory: &str) -> String {
    format!("Copy{}Memory", memory.to_upper_camel_case())
}

/// An argument of a handler: `transferRequest`.
pub fn cpp_argument(name: &str) -> String {
    name.to_lower_camel_case()
}

/// A value of an enum class, `Direction::In`; also a part of longer names.
pub fn cpp_value(name: &str) -> String {
    name.to_upper_camel_case()
}

/// A number of the shared header: `kRingUserClientPageSize`; `owner` is a class or a type.
pub fn c_constant(owner: &str, name: &str) -> String {
    format!("k{owner}{}", name.to_upper_camel_case())
}

/// The selector of a method in the shared header: `kRingUserClientMethodSetRate`.
pub fn c_selector(class: &str, method: &str) -> String {
    format!("k{class}Method{}", method.to_upper_camel_case())
}

/// A memory type in the shared header: `kRingUserClientMemoryRing`.
pub fn c_memory(class: &str, memory: &str) -> String {
    format!("k{class}Memory{}", memory.to_upper_camel_case())
}

/// A macro of the shared header, or a constant in Rust: `RING_USER_CLIENT`.
pub fn shouty(name: &str) -> String {
    name.to_shouty_snake_case()
}

/// A type in Rust: `TransferRequest`.
pub fn rust_type(name: &str) -> String {
    name.to_upper_camel_case()
}

/// A method, field, argument or file in Rust: `transfer_request`.
pub fn rust_name(name: &str) -> String {
    name.to_snake_case()
}

/// The method of the client that maps memory: `map_ring`.
pub fn rust_map(memory: &str) -> String {
    format!("map_{}", memory.to_snake_case())
}

/// The arguments that carry a structure.
#[derive(Clone, Debug)]
pub(crate) struct StructureNames {
    /// The structure, or its header.
    pub(crate) name: String,
    /// The tail, where there is one.
    pub(crate) tail: String,
}

/// The arguments for the structures of a method, in before out: their own names, or names from what
/// they carry. Where both would get the same name, what comes out is called `…_out`.
pub(crate) fn structures(method: &Method) -> impl Iterator<Item = StructureNames> {
    let input = method.struct_in.as_ref().map(structure);
    let mut output = method.struct_out.as_ref().map(structure);
    if let (Some(input), Some(output), Some(Structure { name: None, .. })) =
        (&input, &mut output, &method.struct_out)
        && input.name == output.name
    {
        output.name.push_str("_out");
        output.tail.push_str("_out");
    }
    [input, output].into_iter().flatten()
}

fn structure(structure: &Structure) -> StructureNames {
    let made = match &structure.shape {
        Shape::Fixed(TypeExpr::Named(name)) if is_own(&name.value) => name.value.to_snake_case(),
        Shape::Fixed(_) => "value".to_owned(),
        Shape::Variable(variable) => match &variable.element {
            None => "bytes".to_owned(),
            Some(TypeExpr::Named(name)) if is_own(&name.value) => {
                format!("{}s", name.value.to_snake_case())
            }
            Some(_) => "values".to_owned(),
        },
        Shape::HeaderTail { .. } => "header".to_owned(),
    };
    let tail = match &structure.shape {
        Shape::HeaderTail {
            tail_name: Some(name),
            ..
        } => name.value.clone(),
        _ => "tail".to_owned(),
    };
    StructureNames {
        name: structure
            .name
            .as_ref()
            .map_or(made, |name| name.value.clone()),
        tail,
    }
}

fn is_own(name: &str) -> bool {
    crate::interface::Prim::ALL
        .iter()
        .all(|prim| prim.name() != name)
}

/// The argument that says how long a variable structure is: `bytes_length`, `records_count`.
pub fn count_of(name: &str, is_bytes: bool) -> String {
    format!("{name}_{}", if is_bytes { "length" } else { "count" })
}

/// The argument that says how much room there is for a variable structure: `records_capacity`.
pub fn capacity_of(name: &str) -> String {
    format!("{name}_capacity")
}

/// What a method returns in Rust when it returns several things: `SubmitReply`.
pub fn rust_reply(method: &str) -> String {
    format!("{}Reply", method.to_upper_camel_case())
}

/// Mapped memory in Rust: `RingMapping`.
pub fn rust_mapping(memory: &str) -> String {
    format!("{}Mapping", memory.to_upper_camel_case())
}
