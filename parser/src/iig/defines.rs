//! The macros that decide which regions of a file are active.

use std::collections::{HashMap, HashSet};

/// What `KERNEL` stands for in an `.iig` file: an attribute, without a value for a condition.
pub(super) const KERNEL_ATTRIBUTE: &str = "IIG_KERNEL";

/// Object-like macros and their values.
#[derive(Clone, Debug)]
pub struct Defines {
    values: HashMap<String, String>,
    /// The macros that are known not to be there.
    undefined: HashSet<String>,
}

impl Default for Defines {
    /// What iig itself defines.
    fn default() -> Self {
        let mut defines = Defines {
            values: HashMap::new(),
            undefined: HashSet::new(),
        };
        for (name, value) in [
            ("__IIG", "1"),
            ("__cplusplus", "202002"),
            ("__clang__", "1"),
            ("__APPLE__", "1"),
            ("__LP64__", "1"),
            ("TARGET_OS_DRIVERKIT", "1"),
        ] {
            defines.define(name, value);
        }
        defines
    }
}

impl Defines {
    /// `-Dname=value`, or `#define name value`.
    pub fn define(&mut self, name: &str, value: &str) {
        self.values.insert(name.to_owned(), value.trim().to_owned());
        self.undefined.remove(name);
    }

    /// `-Uname`, or `#undef name`.
    pub fn undefine(&mut self, name: &str) {
        self.values.remove(name);
        self.undefined.insert(name.to_owned());
    }

    /// Whether `-U` or `#undef` says that there is no such macro.
    pub(crate) fn is_undefined(&self, name: &str) -> bool {
        self.undefined.contains(name)
    }

    /// The macros of a compiler for the Mac.
    pub(crate) fn of_mac() -> Self {
        let mut defines = Self {
            values: HashMap::new(),
            undefined: HashSet::new(),
        };
        for name in [
            "__clang__",
            "__APPLE__",
            "__MACH__",
            "__LP64__",
            "TARGET_OS_MAC",
            "TARGET_OS_OSX",
        ] {
            defines.define(name, "1");
        }
        defines.define("__cplusplus", "202002");
        defines.define("__MAC_OS_X_VERSION_MIN_REQUIRED", "120000");
        for name in ["__IIG", "__OBJC__", "__i386__", "__ppc__", "__ppc64__"] {
            defines.undefine(name);
        }
        defines
    }

    /// The value of a macro.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }
}
