//! The macros that decide which regions of a file are active.

use std::collections::HashMap;

/// What `KERNEL` stands for in an `.iig` file: an attribute, without a value for a condition.
pub(super) const KERNEL_ATTRIBUTE: &str = "IIG_KERNEL";

/// Object-like macros and their values.
#[derive(Clone, Debug)]
pub struct Defines {
    values: HashMap<String, String>,
}

impl Default for Defines {
    /// What iig itself defines.
    fn default() -> Self {
        let mut defines = Defines {
            values: HashMap::new(),
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
    }

    /// `-Uname`, or `#undef name`.
    pub fn undefine(&mut self, name: &str) {
        self.values.remove(name);
    }

    /// The value of a macro.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }
}
