//! One spec for both sides of a macOS user client.
//!
//! [`read`] makes a checked [`Interface`] of a spec, [`generate`] makes files of that. The `iigen`
//! command and [`Builder`], for a `build.rs`, are callers of the two.

mod builder;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod convert;
mod cpp;
#[cfg(feature = "cli")]
pub mod diff;
mod emit;
mod files;
mod flavour;
pub mod iig;
#[cfg(feature = "cli")]
pub mod import;
#[cfg(feature = "cli")]
pub mod migrate;
mod source;

pub use builder::{Builder, Generated};
pub use files::{Folders, OutputFile, Owner, WriteError, write_if_changed};
pub use iigen_parser::interface::Interface;
pub use iigen_parser::load::load;
pub use iigen_parser::spec::Target;
pub use iigen_parser::{diagnostic, render, span};
pub use source::{Whole, read, read_whole};

use cpp::Cpp;
use iigen_parser::naming;

/// All files of an interface: for each of its targets what [`generate_for`] makes, but the client
/// once. Those of several targets lie in folders that are named as the targets are, and the client
/// beside them.
pub fn generate(interface: &Interface) -> Vec<OutputFile> {
    let mut files = Vec::new();
    for target in &interface.targets {
        let mut of_target = driver(interface, *target);
        if interface.targets.len() > 1 {
            for file in &mut of_target {
                file.name = format!("{}/{}", target.name(), file.name);
            }
        }
        files.append(&mut of_target);
    }
    files.push(client(interface));
    files
}

/// The files of one target: of the driver the declaration of its class, the shared types, the
/// dispatch and the beginning of the user's own file; and the client, which is the same for all
/// targets.
pub fn generate_for(interface: &Interface, target: Target) -> Vec<OutputFile> {
    let mut files = driver(interface, target);
    files.push(client(interface));
    files
}

fn client(interface: &Interface) -> OutputFile {
    OutputFile {
        name: format!("{}.rs", naming::rust_name(&interface.class)),
        text: iigen_rust::client(interface),
        owner: Owner::Generated,
    }
}

fn driver(interface: &Interface, target: Target) -> Vec<OutputFile> {
    let class = &interface.class;
    let cpp = Cpp::new(interface, target);
    let generated = |name: String, text| OutputFile {
        name,
        text,
        owner: Owner::Generated,
    };
    let declaration = match target {
        Target::Dext => generated(format!("{class}.iig"), emit::iig::emit(cpp)),
        Target::Kext | Target::Kext2022 => {
            generated(format!("{class}.h"), emit::kext_class::emit(cpp))
        }
    };
    let mut files = vec![
        declaration,
        generated(format!("{class}Types.h"), emit::types::emit(cpp)),
        generated(
            format!("{class}Dispatch.h"),
            emit::dispatch::emit_header(cpp),
        ),
        generated(
            format!("{class}Dispatch.cpp"),
            emit::dispatch::emit_source(cpp),
        ),
        OutputFile {
            name: format!("{class}.cpp"),
            text: emit::user::emit(cpp),
            owner: Owner::User,
        },
    ];
    if let Some(ring) = emit::ring::emit(cpp) {
        files.push(generated(format!("{class}Ring.h"), ring));
    }
    files
}
