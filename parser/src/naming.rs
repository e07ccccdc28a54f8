//! Every identifier that iigen makes of a name.
//!
//! Case is converted here and nowhere else, so that [`crate::check`] compares the very names that
//! the outputs will have.

use heck::{ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use crate::reserved_words;
use crate::spec::{Method, Shape, Structure, TypeExpr};

/// A handler, a member of the C++ class: `SetRate`.
pub fn handler(method: &str) -> String {
    upper_camel(method)
}

/// The handler that makes memory: `CopyRingMemory`.
pub fn memory_handler(memory: &str) -> String {
    format!("Copy{}Memory", upper_camel(memory))
}

/// The member that receives a callback: `BulkDone`.
pub fn callback(callback: &str) -> String {
    upper_camel(callback)
}

/// The member that iig generates to make a callback's action: `CreateActionBulkDone`.
pub fn create_action(callback: &str) -> String {
    format!("CreateAction{}", upper_camel(callback))
}

/// The function that makes a callback's action with its context: `RingUserClientCreateBulkDone`.
pub fn create_callback(class: &str, callback: &str) -> String {
    format!("{class}Create{}", upper_camel(callback))
}

/// The function that answers the context of a callback: `RingUserClientBulkDoneContext`.
pub fn callback_context(class: &str, callback: &str) -> String {
    format!("{class}{}Context", upper_camel(callback))
}

/// The function that makes the user client for its open type: `RingUserClientCreate`.
pub fn create(class: &str) -> String {
    format!("{class}Create")
}

/// The first argument of a handler on the provider: whose call it is.
pub const CLIENT_ARGUMENT: &str = "client";

/// The method of a client with a handshake that answers the driver's version.
pub const RUST_DRIVER_VERSION: &str = "driver_version";

/// What the client calls the selector of the handshake in errors, and the name of its constant.
pub const HANDSHAKE: &str = "handshake";

/// The handler that says how many indices a family has: `RingCount`.
pub fn memory_count(memory: &str) -> String {
    format!("{}Count", upper_camel(memory))
}

/// The handler that answers the USB interface that makes a buffer: `CopyRingInterface`.
pub fn usb_handler(memory: &str) -> String {
    format!("Copy{}Interface", upper_camel(memory))
}

/// The handler that answers the PCI device that has a BAR: `CopyRingDevice`.
pub fn pci_handler(memory: &str) -> String {
    format!("Copy{}Device", upper_camel(memory))
}

/// The generated function that finds memory when the system asks for it: `FindRing`.
pub fn memory_finder(memory: &str) -> String {
    format!("Find{}", upper_camel(memory))
}

/// The driver's end of a ring: `RingUserClientFifoRing`.
pub fn cpp_ring(class: &str, memory: &str) -> String {
    format!("{class}{}Ring", upper_camel(memory))
}

/// The driver's end of a queue: `RingUserClientEventsQueue`.
pub fn cpp_queue(class: &str, memory: &str) -> String {
    format!("{class}{}Queue", upper_camel(memory))
}

/// An argument of a handler: `transferRequest`.
pub fn cpp_argument(name: &str) -> String {
    lower_camel(name)
}

/// A value of an enum class, `Direction::In`; also a part of longer names.
pub fn cpp_value(name: &str) -> String {
    upper_camel(name)
}

/// A number of the shared header: `kRingUserClientPageSize`; `owner` is a class or a type.
pub fn c_constant(owner: &str, name: &str) -> String {
    format!("k{owner}{}", upper_camel(name))
}

/// The selector of a method in the shared header: `kRingUserClientMethodSetRate`.
pub fn c_selector(class: &str, method: &str) -> String {
    format!("k{class}Method{}", upper_camel(method))
}

/// A memory type in the shared header: `kRingUserClientMemoryRing`.
pub fn c_memory(class: &str, memory: &str) -> String {
    format!("k{class}Memory{}", upper_camel(memory))
}

/// A macro of the shared header, or a constant in Rust: `RING_USER_CLIENT`.
pub fn shouty(name: &str) -> String {
    shouty_snake(name)
}

/// A type in Rust: `TransferRequest`.
pub fn rust_type(name: &str) -> String {
    upper_camel(name)
}

/// The enum of what a union may hold, in Rust: `EventVariant`.
pub fn rust_variants(union: &str) -> String {
    format!("{}Variant", upper_camel(union))
}

/// One of the values of a union, in Rust: `EventVariant::Key`.
pub fn rust_variant(name: &str) -> String {
    upper_camel(name)
}

/// A method, field, argument or file in Rust: `transfer_request`.
pub fn rust_name(name: &str) -> String {
    snake(name)
}

/// The method of the client that maps memory: `map_ring`.
pub fn rust_map(memory: &str) -> String {
    format!("map_{}", snake(memory))
}

/// The spec's name of a value or a constant that is written as Rust writes it: `key_down` of
/// `KeyDown`, `page_size` of `PAGE_SIZE`. One that begins in lower case is the spec's already, so that
/// every name can be written; so is `Fast` of `r#Fast`.
pub fn spec_name(rust: &str) -> String {
    match rust.strip_prefix("r#") {
        Some(raw) => raw.to_owned(),
        None if rust.starts_with(|first: char| first.is_uppercase()) => snake(rust),
        None => rust.to_owned(),
    }
}

/// A value, a bit or a variant of a spec in Rust: `KeyDown`, of which [`spec_name`] makes `key_down`.
pub fn rust_value(name: &str) -> String {
    spelling(name, [upper_camel(name), shouty_snake(name)])
}

/// A constant of a spec in Rust: `PAGE_SIZE`, of which [`spec_name`] makes `page_size`.
pub fn rust_constant(name: &str) -> String {
    spelling(name, [shouty_snake(name)])
}

/// The first of these that is read as the name; otherwise the name itself, which is.
fn spelling<const N: usize>(name: &str, made: [String; N]) -> String {
    let is_usual = |rust: &String| rust != "Self" && spec_name(rust) == name;
    made.into_iter()
        .find(is_usual)
        .unwrap_or_else(|| match spec_name(name) == name {
            true => name.to_owned(),
            false => format!("r#{name}"),
        })
}

/// The module of a spec in Rust: `ring` of `RingUserClient`.
pub fn rust_module(class: &str) -> String {
    let whole = snake(class);
    let short = whole.strip_suffix("_user_client").unwrap_or(&whole);
    match reserved_words::contains(reserved_words::RUST, short) {
        true => format!("{short}_client"),
        false => short.to_owned(),
    }
}

/// The arguments that carry a structure.
#[derive(Clone, Debug)]
pub struct StructureNames {
    /// The structure, or its header.
    pub name: String,
    /// The tail; empty where there is none.
    pub tail: String,
}

/// The arguments for the structures of a method, in before out: their own names, or names from what
/// they carry. Where both would get the same name, what comes out is called `…_out`.
pub fn structures(method: &Method) -> impl Iterator<Item = StructureNames> {
    let input = method.struct_in.as_ref().map(structure);
    let mut output = method.struct_out.as_ref().map(structure);
    if let (Some(input), Some(output)) = (&input, &mut output) {
        let own = method.struct_out.as_ref();
        if own.is_some_and(|own| own.name.is_none()) && input.name == output.name {
            output.name.push_str("_out");
        }
        if own.is_some_and(|own| !has_tail_name(own)) && input.tail == output.tail {
            output.tail.push_str("_out");
        }
    }
    [input, output].into_iter().flatten()
}

fn has_tail_name(structure: &Structure) -> bool {
    matches!(
        structure.shape,
        Shape::HeaderTail {
            tail_name: Some(_),
            ..
        }
    )
}

fn structure(structure: &Structure) -> StructureNames {
    let made = match &structure.shape {
        Shape::Fixed(TypeExpr::Named(name))
        | Shape::Versions {
            ty: Some(TypeExpr::Named(name)),
            ..
        } if is_own(&name.value) => snake(&name.value),
        Shape::Fixed(_) | Shape::Versions { ty: Some(_), .. } => "value".to_owned(),
        Shape::ZeroCopy(_) | Shape::Versions { ty: None, .. } => "bytes".to_owned(),
        Shape::Variable(variable) => match &variable.element {
            None if variable.text.is_some() => "text".to_owned(),
            None => "bytes".to_owned(),
            Some(TypeExpr::Named(name)) if is_own(&name.value) => {
                format!("{}s", snake(&name.value))
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
        Shape::HeaderTail { .. } => "tail".to_owned(),
        _ => String::new(),
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
    crate::interface::Prim::named(name).is_none()
}

/// The argument of a handler of several methods that says which one was called.
pub const SELECTOR_ARGUMENT: &str = "selector";

/// The argument that says how long a variable structure is: `bytes_length`, `records_count`.
pub fn count_of(name: &str, is_bytes: bool) -> String {
    format!("{name}_{}", if is_bytes { "length" } else { "count" })
}

/// The argument that says which version of a record there is: `request_size`.
pub fn size_of(name: &str) -> String {
    format!("{name}_size")
}

/// The argument that says how much room there is for a variable structure: `records_capacity`.
pub fn capacity_of(name: &str) -> String {
    format!("{name}_capacity")
}

/// What a method returns in Rust when it returns several things: `SubmitReply`.
pub fn rust_reply(method: &str) -> String {
    format!("{}Reply", upper_camel(method))
}

/// The class of all completions of a user client in C++: `RingUserClientCompletion`.
pub fn cpp_completions(class: &str) -> String {
    format!("{class}Completion")
}

/// The class of a method's completion in C++: `RingUserClientSubscribeCompletion`.
pub fn cpp_completion(class: &str, method: &str) -> String {
    format!("{class}{}Completion", upper_camel(method))
}

/// What a completion says in Rust when it says several things: `SubscribeEvent`.
pub fn rust_event(method: &str) -> String {
    format!("{}Event", upper_camel(method))
}

/// The method of the client that asks for no completion: `flush_without_completion`.
pub fn without_completion(method: &str) -> String {
    format!("{method}_without_completion")
}

/// Whether a method returns several things in Rust, and so a type of its own.
pub fn has_reply(method: &Method) -> bool {
    results(method) + usize::from(method.completion.is_some()) > 1
}

/// The same of a call that asks for no completion.
pub fn has_reply_without_completion(method: &Method) -> bool {
    results(method) > 1
}

/// How many things come back with the call.
fn results(method: &Method) -> usize {
    let structure = match &method.struct_out {
        None => 0,
        Some(Structure {
            shape: Shape::HeaderTail { .. },
            ..
        }) => 2,
        // Bytes of a known size come back in the room that they were asked for.
        Some(Structure {
            shape: Shape::Versions { ty: None, .. },
            ..
        }) => 0,
        Some(_) => 1,
    };
    method.scalars_out.len() + structure
}

/// Mapped memory in Rust: `RingMapping`.
pub fn rust_mapping(memory: &str) -> String {
    format!("{}Mapping", upper_camel(memory))
}

/// The client's end of a ring in Rust: `FifoRing`.
pub fn rust_ring(memory: &str) -> String {
    format!("{}Ring", upper_camel(memory))
}

/// The client's end of a queue in Rust: `EventsQueue`.
pub fn rust_queue(memory: &str) -> String {
    format!("{}Queue", upper_camel(memory))
}

// Most names are written as `set_rate` or `TransferRequest`. For these the four functions below
// give what heck gives, in a fraction of the time; heck does all others.

fn snake(name: &str) -> String {
    if is_snake(name) {
        name.to_owned()
    } else if is_camel(name) {
        snake_of_camel(name)
    } else {
        name.to_snake_case()
    }
}

fn shouty_snake(name: &str) -> String {
    if is_snake(name) {
        name.to_ascii_uppercase()
    } else {
        name.to_shouty_snake_case()
    }
}

fn upper_camel(name: &str) -> String {
    if is_snake(name) {
        camel(name, true)
    } else if is_camel(name) {
        name.to_owned()
    } else {
        name.to_upper_camel_case()
    }
}

fn lower_camel(name: &str) -> String {
    if is_snake(name) {
        camel(name, false)
    } else {
        name.to_lower_camel_case()
    }
}

/// Lower-case words with single underscores between them.
fn is_snake(name: &str) -> bool {
    let mut before = b'_';
    name.bytes().all(|byte| {
        let fits =
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || (byte == b'_' && before != b'_');
        before = byte;
        fits
    }) && before != b'_'
}

/// Capitalised words: each capital has a lower-case letter behind it and none but that in front.
fn is_camel(name: &str) -> bool {
    let bytes = name.as_bytes();
    let fits = |at: usize, byte: u8| match byte {
        b'A'..=b'Z' => {
            bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase)
                && (at == 0 || bytes[at - 1].is_ascii_lowercase())
        }
        _ => byte.is_ascii_lowercase() || byte.is_ascii_digit(),
    };
    bytes.first().is_some_and(u8::is_ascii_uppercase)
        && bytes.iter().enumerate().all(|(at, byte)| fits(at, *byte))
}

/// `TransferRequest` as `transfer_request`.
fn snake_of_camel(name: &str) -> String {
    let mut made = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !made.is_empty() {
            made.push('_');
        }
        made.push(letter.to_ascii_lowercase());
    }
    made
}

/// `set_rate` as `SetRate` or `setRate`.
fn camel(name: &str, mut upper: bool) -> String {
    let mut made = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            '_' => upper = true,
            _ if upper => {
                made.push(letter.to_ascii_uppercase());
                upper = false;
            }
            _ => made.push(letter),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_spec() {
        for (rust, spec) in [
            ("KeyDown", "key_down"),
            ("PAGE_SIZE", "page_size"),
            ("In", "in"),
            ("keyDown", "keyDown"),
            ("v_1", "v_1"),
            ("r#Fast", "Fast"),
        ] {
            assert_eq!(spec_name(rust), spec);
        }
    }

    #[test]
    fn each_name_of_a_spec_has_a_spelling() {
        for (name, value, constant) in [
            ("key_down", "KeyDown", "KEY_DOWN"),
            ("in", "In", "IN"),
            ("self", "SELF", "SELF"),
            ("v_1", "V_1", "V_1"),
            ("keyDown", "keyDown", "keyDown"),
            ("Fast", "r#Fast", "r#Fast"),
            ("NVME_INIT", "r#NVME_INIT", "r#NVME_INIT"),
        ] {
            assert_eq!(rust_value(name), value);
            assert_eq!(rust_constant(name), constant);
            assert_eq!(spec_name(value), name);
            assert_eq!(spec_name(constant), name);
        }
    }

    #[test]
    fn the_short_way_is_hecks() {
        let names = [
            "set_rate",
            "a",
            "a1",
            "a_1",
            "r2d2",
            "x_2y",
            "read_log_3",
            "SetRate",
            "NVME_INIT",
            "OpenURL",
            "i2C",
            "A",
            "aB",
            "a1B",
            "URLOf",
            "x86_64",
            "TransferRequest",
            "Request12",
            "Request1B",
            "Aa1Bb",
            "Ab",
            "AbC",
        ];
        for name in names {
            assert_eq!(snake(name), name.to_snake_case(), "{name}");
            assert_eq!(shouty_snake(name), name.to_shouty_snake_case(), "{name}");
            assert_eq!(upper_camel(name), name.to_upper_camel_case(), "{name}");
            assert_eq!(lower_camel(name), name.to_lower_camel_case(), "{name}");
        }
    }
}
