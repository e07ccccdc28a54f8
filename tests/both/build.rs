//! Generates both drivers of one spec, and compiles the same handlers into each.

use std::path::{Path, PathBuf};

use iigen::{Builder, Generated, Target};
use iigen_loopback::Driver;

fn main() {
    let dext = generate(Target::Dext, |builder| {
        builder.iig("driver/dext/BothDriver.iig")
    });
    let kext = generate(Target::Kext, |builder| builder);
    compile(Driver::new("both_dext"), &dext, Path::new("driver/dext"));
    compile(Driver::kext("both_kext"), &kext, Path::new("driver/kext"));
    println!("cargo::rustc-env=CLIENT={}", dext.client.display());
    println!("cargo::rustc-env=CLIENT_OF_KEXT={}", kext.client.display());
}

/// The files of one target, in a folder of their own.
fn generate(target: Target, with: impl FnOnce(Builder) -> Builder) -> Generated {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let builder = Builder::new("both.yaml")
        .target(target)
        .user_dir(format!("driver/{}", target.name()))
        .out_dir(out.join(target.name()));
    with(builder).generate()
}

fn compile(driver: Driver, generated: &Generated, folder: &Path) {
    driver
        .include("driver")
        .include(folder)
        .include(&generated.out_dir)
        .files(&generated.sources)
        .file("driver/Handlers.cpp")
        .file(folder.join("Descriptors.cpp"))
        .file(folder.join("BothDriver.cpp"))
        .compile();
}
