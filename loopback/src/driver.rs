//! Compiling a driver, in its `build.rs`.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::kext;

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
/// [`Driver::kext`] is the same for a kext.
///
/// `CXX` and `CXXFLAGS` are honoured, so a sanitizer can be asked for from outside.
#[derive(Clone, Debug)]
pub struct Driver {
    name: String,
    build: cc::Build,
    files: Vec<PathBuf>,
    kext: bool,
}

impl Driver {
    /// A dext; `name` is the name of the library that is made.
    pub fn new(name: &str) -> Self {
        Self::against(crate::INCLUDE, name)
    }

    /// A kext; `name` is the name of the library that is made, and of the kext for
    /// `Builder::of`.
    ///
    /// Nothing of it is seen by the rest of the program, so a dext and several kexts may have the
    /// same classes. That takes `ld` and `objcopy` of GNU's binutils.
    pub fn kext(name: &str) -> Self {
        let mut driver = Self::against(crate::INCLUDE_KERNEL, name);
        driver.kext = true;
        driver
            .build
            .define("LOOPBACK_KEXT", format!("\"{name}\"").as_str())
            // The kernel's objects start out as zeroes.
            .flag_if_supported("-fno-lifetime-dse")
            .flag_if_supported(kext::NOTHING_UNIQUE);
        driver
    }

    fn against(headers: &str, name: &str) -> Self {
        let mut build = cc::Build::new();
        build
            .cpp(true)
            .std("c++17")
            .include(headers)
            .extra_warnings(true)
            // As a driver is compiled.
            .flag_if_supported("-fno-exceptions")
            // Its constructors make the classes known; nothing else refers to them.
            .link_lib_modifier("+whole-archive");
        println!("cargo::rerun-if-changed={headers}");
        Self {
            name: name.to_owned(),
            build,
            files: Vec::new(),
            kext: false,
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
        self.files.push(file.as_ref().to_owned());
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

    /// Compiles it and has it linked in whole. Not under `cargo clippy`, which links nothing.
    ///
    /// # Panics
    ///
    /// If that fails, as a build script does.
    pub fn compile(mut self) {
        if under_clippy() {
            return;
        }
        self.build.files(&self.files);
        if !self.kext {
            self.build.compile(&self.name);
            return;
        }
        let objects = self.build.compile_intermediates();
        let Some(folder) = env::var_os("OUT_DIR") else {
            panic!("OUT_DIR isn't set: this is for a build script");
        };
        let object = match kext::join(&self.name, &objects, Path::new(&folder)) {
            Ok(object) => object,
            Err(message) => panic!("the kext {}: {message}", self.name),
        };
        let mut library = cc::Build::new();
        library
            .cpp(true)
            .link_lib_modifier("+whole-archive")
            .object(object)
            .compile(&self.name);
    }
}

/// Whether this is for `cargo clippy`, which runs build scripts again, as it is a compiler of its own.
fn under_clippy() -> bool {
    const WRAPPER: &str = "RUSTC_WORKSPACE_WRAPPER";
    println!("cargo::rerun-if-env-changed={WRAPPER}");
    env::var_os(WRAPPER).is_some_and(|program| {
        Path::new(&program)
            .file_stem()
            .is_some_and(|name| name == "clippy-driver")
    })
}
