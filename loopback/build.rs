//! Compiles the C++ runtime, if it is wanted.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "runtime")]
    runtime::compile();
}

#[cfg(feature = "runtime")]
mod runtime {
    use std::path::{Path, PathBuf};

    pub(crate) fn compile() {
        println!("cargo::rerun-if-changed=src");
        println!("cargo::rerun-if-changed=include");
        println!("cargo::rerun-if-changed=include-kernel");
        let kernel = build("include-kernel")
            .files(sources(Path::new("src/kernel")))
            .compile_intermediates();
        build("include")
            .files(sources(Path::new("src")))
            .objects(kernel)
            .compile("iigen_loopback_runtime");
        compile_probe();
    }

    fn build(headers: &str) -> cc::Build {
        let mut build = cc::Build::new();
        build
            .cpp(true)
            .std("c++17")
            .include(headers)
            .extra_warnings(true);
        build
    }

    /// The drivers of the Rust tests. They aren't linked in but by the tests that ask for them, and
    /// aren't there in a published package.
    fn compile_probe() {
        let folder = Path::new("tests/cpp");
        if !folder.is_dir() {
            return;
        }
        println!("cargo::rerun-if-changed=tests/cpp");
        build("include")
            .cargo_metadata(false)
            .files(["probe.cpp", "for_rust.cpp"].map(|name| folder.join(name)))
            .compile("iigen_loopback_probe");
        build("include")
            .cargo_metadata(false)
            .files(
                ["probe.cpp", "device_driver.cpp", "device_for_rust.cpp"]
                    .map(|name| folder.join(name)),
            )
            .compile("iigen_loopback_device");
        println!("cargo::rerun-if-changed=tests/kext");
        let folder = Path::new("tests/kext");
        build("include-kernel")
            .cargo_metadata(false)
            .files(["probe.cpp", "for_rust.cpp"].map(|name| folder.join(name)))
            .compile("iigen_loopback_kext");
    }

    /// The C++ files of a folder, in an order that doesn't change.
    fn sources(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).expect("the folder can be read");
        let mut files: Vec<_> = entries
            .map(|entry| entry.expect("the folder can be read").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "cpp"))
            .collect();
        files.sort();
        files
    }
}
