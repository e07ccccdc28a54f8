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
            .files(units("src/kernel", 2))
            .compile_intermediates();
        build("include")
            .files(units("src", 4))
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

    /// The C++ files of a folder as so many files. Most of the time goes into the headers of C++, which
    /// each file would read again.
    fn units(folder: &str, count: usize) -> Vec<PathBuf> {
        let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
        let folder = std::fs::canonicalize(folder).expect("the folder can be found");
        let sources = sources(&folder);
        let units = sources.chunks(sources.len().div_ceil(count)).enumerate();
        let units = units.map(|(index, sources)| {
            let name = folder.file_name().expect("it has a name").display();
            let unit = out.join(format!("{name}_{index}.cpp"));
            let include = |source: &PathBuf| format!("#include {source:?}\n");
            std::fs::write(&unit, sources.iter().map(include).collect::<String>())
                .expect("the folder for outputs can be written");
            unit
        });
        units.collect()
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
