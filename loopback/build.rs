//! Compiles the C++ runtime, if it is wanted.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "runtime")]
    runtime::compile();
}

#[cfg(feature = "runtime")]
mod runtime {
    use std::path::Path;

    pub(crate) fn compile() {
        println!("cargo::rerun-if-changed=src");
        println!("cargo::rerun-if-changed=include");
        let mut build = cc::Build::new();
        build
            .cpp(true)
            .std("c++17")
            .include("include")
            .extra_warnings(true);
        for file in sources(Path::new("src")) {
            build.file(file);
        }
        build.compile("iigen_loopback_runtime");
    }

    /// The C++ files of a folder, in an order that doesn't change.
    fn sources(folder: &Path) -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(folder).expect("loopback/src can be read");
        let mut files: Vec<_> = entries
            .map(|entry| entry.expect("loopback/src can be read").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "cpp"))
            .collect();
        files.sort();
        files
    }
}
