//! `ring_user_client.rs`: the client, for an app in Rust.
//!
//! Everything that isn't the user's is named by its whole path, so that a type of the user's may
//! have any name.

mod handshake;
mod memory;
mod method;
mod range;
mod types;
mod union;

use askama::Template;
use iigen_parser::interface::Interface;
use iigen_parser::naming;

use crate::doc;
use crate::rust_layout;
use types::{Rust, TypeView};

#[derive(Template)]
#[template(path = "rust/client.rs", escape = "none")]
struct Client<'i> {
    class: &'i str,
    /// The class as a type of Rust.
    name: String,
    provider: &'i str,
    doc: String,
    version: Option<u32>,
    open_type: Option<String>,
    handshake: Option<handshake::Expected>,
    uses_plain: bool,
    uses_scalar: bool,
    constants: Vec<Constant>,
    types: Vec<TypeView>,
    replies: Vec<method::Reply>,
    mappings: Vec<memory::MappingView>,
    methods: Vec<method::MethodView>,
}

struct Constant {
    doc: String,
    declaration: String,
}

/// The text of the client.
pub(crate) fn emit(interface: &Interface) -> String {
    let rust = Rust { interface };
    let mut uses = method::Uses::default();
    let mut replies = Vec::new();
    let methods = interface.methods.iter();
    let methods: Vec<_> = methods
        .flat_map(|of| method::views(of, rust, &mut uses, &mut replies))
        .collect();
    let constants = interface.constants.iter().map(|constant| Constant {
        doc: documented(&constant.doc, 0, || format!("`{}`.", constant.name)),
        declaration: rust_layout::assign(
            0,
            &format!(
                "pub const {}: {}",
                naming::shouty(&constant.name),
                constant.prim.name()
            ),
            &rust_layout::grouped(constant.value),
        ),
    });
    let provider = interface.provider.as_str();
    super::render(&Client {
        class: &interface.class,
        name: naming::rust_type(&interface.class),
        provider,
        doc: documented(&interface.doc, 0, || {
            format!("The user client of {provider}.")
        }),
        version: interface.version,
        open_type: interface
            .open_type
            .map(|of| rust_layout::grouped(of.into())),
        handshake: super::handshake::view(interface)
            .as_ref()
            .map(handshake::expected),
        uses_plain: uses.plain,
        uses_scalar: uses.scalar,
        constants: constants.collect(),
        types: interface
            .types
            .iter()
            .map(|def| types::view(def, rust))
            .collect(),
        replies,
        mappings: interface
            .memory
            .iter()
            .map(|of| memory::view(of, rust))
            .collect(),
        methods,
    })
}

/// The user's documentation, or a sentence where there is none: apps may deny its absence.
fn documented(doc: &[String], indent: usize, otherwise: impl FnOnce() -> String) -> String {
    let text = doc::comment(doc, indent, "///");
    if text.trim().is_empty() {
        doc::comment(&[otherwise()], indent, "///")
    } else {
        text
    }
}
