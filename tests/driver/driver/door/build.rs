//! The user clients of the provider `DoorDriver`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use iigen::Target;

/// Generates them, and answers what is to be compiled.
pub(crate) fn sources() -> Vec<PathBuf> {
    let folder = "driver/door";
    // Nobody calls the methods of these: their handlers are the ones that iigen begins with.
    let alone = |name: &str| iigen::Builder::new(format!("door/{name}.yaml")).target(Target::Dext);
    let with_handlers = |name: &str| alone(name).user_dir(folder);
    let drivers = [
        with_handlers("panel").iig(format!("{folder}/DoorDriver.iig")),
        with_handlers("vault"),
        with_handlers("lax"),
        alone("vfn"),
        alone("vfn_2"),
        alone("throne"),
        iigen::Builder::new(many()),
    ];
    // A client without a driver of its own: it meets the first of its name.
    alone("vfn_3").generate();
    let generated = drivers.into_iter().map(iigen::Builder::generate);
    let mut sources: Vec<_> = generated.flat_map(|of| of.sources).collect();
    sources.push(Path::new(folder).join("DoorDriver.cpp"));
    sources
}

/// The same of those that a kext has, too, in a folder of their own.
pub(crate) fn kext_sources(target: Target, out: &Path) -> Vec<PathBuf> {
    let folder = "driver/kext/door";
    let alone = |name: &str| {
        let builder = iigen::Builder::new(format!("door/{name}.yaml"));
        builder.target(target).out_dir(out)
    };
    let drivers = [
        alone("vault").user_dir(folder),
        alone("lax").user_dir(folder),
        alone("throne"),
    ];
    let generated = drivers.into_iter().map(iigen::Builder::generate);
    let mut sources: Vec<_> = generated.flat_map(|of| of.sources).collect();
    sources.push(Path::new(folder).join("DoorDriver.cpp"));
    sources
}

/// A spec with so many methods that its handshake doesn't fit into a message.
fn many() -> PathBuf {
    let mut spec =
        "iigen: 1\nclass: ManyUserClient\nprovider: DoorDriver\nopen_type: 6\nversion: 1\n\
                    handshake: { selector: 0 }\nmethods:\n"
            .to_owned();
    for selector in 1..=300 {
        let _ = writeln!(
            spec,
            "  method_{selector}: {{ selector: {selector}, in: {{ value: \"[u16; {}]\" }} }}",
            1 + selector % 16
        );
    }
    let folder = std::env::var_os("OUT_DIR").expect("cargo says it");
    let path = PathBuf::from(folder).join("many.yaml");
    iigen::write_if_changed(&path, &spec).expect("it can be written");
    path
}
