//! Compiling a driver, in its `build.rs`.

use std::path::Path;

/// A driver's C++, compiled for this host.
///
/// ```no_run
/// # // build.rs
/// iigen_loopback::Driver::new("ring_driver")
///     .include("driver")
///     .file("driver/RingDriver.cpp")
///     .compile();
/// ```
///
/// `CXX` and `CXXFLAGS` are honoured, so a sanitizer can be asked for from outside.
#[derive(Clone, Debug)]
pub struct Driver {
    name: String,
    build: cc::Build,
}

impl Driver {
    /// A driver; `name` is the name of the library that is made.
    pub fn new(name: &str) -> Self {
        let mut build = cc::Build::new();
        build
            .cpp(true)
            .std("c++17")
            .include(crate::INCLUDE)
            .extra_warnings(true)
            // As a dext is compiled.
            .flag_if_supported("-fno-exceptions")
            // Its constructors make the classes known; nothing else refers to them.
            .link_lib_modifier("+whole-archive");
        println!("cargo::rerun-if-changed={}", crate::INCLUDE);
        Self {
            name: name.to_owned(),
            build,
        }
    }

    /// A folder with headers; when something in it changes the driver is compiled again.
    pub fn include(mut self, folder: impl AsRef<Path>) -> Self {
        println!("cargo::rerun-if-changed={}", folder.as_ref().display());
        self.build.include(folder);
        self
    }

    /// A C++ file.
    pub fn file(mut self, file: impl AsRef<Path>) -> Self {
        println!("cargo::rerun-if-changed={}", file.as_ref().display());
        self.build.file(file);
        self
    }

    /// Several C++ files.
    pub fn files<P: AsRef<Path>>(self, files: impl IntoIterator<Item = P>) -> Self {
        files.into_iter().fold(self, Self::file)
    }

    /// The standard of C++: `c++17`, unless it is set here.
    pub fn std(mut self, standard: &str) -> Self {
        self.build.std(standard);
        self
    }

    /// A macro of the preprocessor.
    pub fn define(mut self, name: &str, value: Option<&str>) -> Self {
        self.build.define(name, value);
        self
    }

    /// A flag of the compiler.
    pub fn flag(mut self, flag: &str) -> Self {
        self.build.flag(flag);
        self
    }

    /// Compiles it and has it linked in whole.
    pub fn compile(self) {
        self.build.compile(&self.name);
    }
}
