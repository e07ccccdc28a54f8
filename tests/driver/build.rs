//! Generates the interfaces and compiles their drivers for this host: each for every target that its
//! spec has, of the same handlers.

use std::env;
use std::fs;
use std::path::PathBuf;

use iigen::{Builder, Generated, Target};
use iigen_loopback::Driver;

#[path = "driver/door/build.rs"]
mod door;

fn main() {
    for target in Target::ALL {
        echo(target);
        completions(target);
        shapes(target);
        structs(target);
    }
    for target in Target::ALL {
        life(target);
        door(target);
        mapped(target);
    }
}

/// The driver of a provider.
fn driver(provider: &str, target: Target) -> Driver {
    let name = format!("{provider}_{}", target.rust_name());
    let driver = match target {
        Target::Dext => Driver::new(&name),
        Target::Kext => Driver::kext(&name).define("KEXT", Some("1")),
        Target::Kext2022 => Driver::kext(&name).define("KEXT", Some("2022")),
    };
    driver.include("driver")
}

/// What opens its user clients.
fn provider(folder: &str, name: &str, target: Target) -> String {
    let folder = if target.is_kext() {
        "driver/kext"
    } else {
        folder
    };
    format!("{folder}/{name}.cpp")
}

/// Generates the files of a spec; those of kexts in a folder of their own.
fn generate(spec: &str, folder: &str, provider: Option<&str>, target: Target) -> Generated {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut builder = Builder::new(spec).user_dir(folder).target(target);
    if target.is_kext() {
        builder = builder.out_dir(out.join(target.name()));
    } else if let Some(provider) = provider {
        builder = builder.iig(format!("{folder}/{provider}.iig"));
    }
    builder.generate()
}

/// The files of a folder.
fn files<const N: usize>(folder: &str, names: [&str; N]) -> [String; N] {
    names.map(|name| format!("{folder}/{name}.cpp"))
}

/// Every shape of call, and selectors without a gap.
fn echo(target: Target) {
    let echo = generate("spec.yaml", "driver", Some("EchoDriver"), target);
    let dense = generate("dense.yaml", "driver", None, target);
    let names = ["Scalars", "Structures", "Lists", "Memory", "Look"];
    driver("EchoDriver", target)
        .include(&echo.out_dir)
        .files(&echo.sources)
        .files(&dense.sources)
        .file(provider("driver", "EchoDriver", target))
        .files(files("driver", names))
        .compile();
}

/// A driver that answers later.
fn completions(target: Target) {
    let folder = "driver/completions";
    let stream = generate("completions.yaml", folder, Some("StreamDriver"), target);
    driver("StreamDriver", target)
        .include(&stream.out_dir)
        .files(&stream.sources)
        .file(provider(folder, "StreamDriver", target))
        .compile();
}

/// A driver of scalars that vary, and of selectors that share, retire and lie far apart.
fn shapes(target: Target) {
    let folder = "driver/shapes";
    let shapes = generate("shapes.yaml", folder, Some("ShapesDriver"), target);
    driver("ShapesDriver", target)
        .include(folder)
        .include(&shapes.out_dir)
        .files(&shapes.sources)
        .file(provider(folder, "ShapesDriver", target))
        .files(files(folder, ["Varying", "Records", "Selectors"]))
        .compile();
}

/// A driver of structures and types.
fn structs(target: Target) {
    let folder = "driver/structs";
    let structs = generate("structs.yaml", folder, Some("StructsDriver"), target);
    driver("StructsDriver", target)
        .include(folder)
        .include(&structs.out_dir)
        .files(&structs.sources)
        .file(provider(folder, "StructsDriver", target))
        .files(files(
            folder,
            ["Unions", "Texts", "Versions", "Descriptors"],
        ))
        .compile();
}

/// A driver with several user clients.
fn door(target: Target) {
    let mut out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let sources = match target {
        Target::Dext => door::sources(),
        _ => {
            out.push(target.name());
            door::kext_sources(target, &out)
        }
    };
    driver("DoorDriver", target)
        .include("driver/door")
        .include(out)
        .files(sources)
        .compile();
}

/// A driver to which things happen by themselves.
fn life(target: Target) {
    let folder = "driver/life";
    let life = generate("life.yaml", folder, Some("LifeDriver"), target);
    let own = if target.is_kext() {
        "driver/kext/life"
    } else {
        folder
    };
    driver("LifeDriver", target)
        .include(own)
        .include(&life.out_dir)
        .files(&life.sources)
        .file(format!("{own}/LifeDriver.cpp"))
        .compile();
}

/// A driver of memory of every kind.
fn mapped(target: Target) {
    let folder = "driver/mapped";
    let mapped = match target {
        Target::Dext => generate("mapped.yaml", folder, Some("MappedDriver"), target),
        _ => generate(&for_kexts("mapped.yaml", target), folder, None, target),
    };
    driver("MappedDriver", target)
        .include(folder)
        .include(&mapped.out_dir)
        .files(&mapped.sources)
        .file(provider(folder, "MappedDriver", target))
        .compile();
}

/// The same spec without the memory of devices, which DriverKit alone has, and with a queue, which
/// kexts alone have.
fn for_kexts(spec: &str, target: Target) -> String {
    println!("cargo::rerun-if-changed={spec}");
    let text = fs::read_to_string(spec).expect("the spec is there");
    let mut kext = format!("target: {}\n", target.name());
    for line in text.lines() {
        if !line.contains("pci-bar") && !line.contains("usb-buffer") {
            kext += line;
            kext.push('\n');
        }
    }
    kext += "  news: { type: 4, queue: { element: Sample, capacity: 8 } }\n";
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    let path = PathBuf::from(out).join(format!("{}_{spec}", target.name()));
    iigen::write_if_changed(&path, &kext).expect("it can be written");
    path.to_string_lossy().into_owned()
}
