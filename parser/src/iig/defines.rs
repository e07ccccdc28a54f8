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

    /// The macros of a compiler for the Mac (TargetConditionals.h, AvailabilityVersions.h).
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
            "__LITTLE_ENDIAN__",
            "__STDC__",
            "TARGET_OS_MAC",
            "TARGET_OS_OSX",
            "TARGET_RT_64_BIT",
            "TARGET_RT_LITTLE_ENDIAN",
            "XNU_TARGET_OS_OSX",
        ] {
            defines.define(name, "1");
        }
        for name in [
            "TARGET_OS_IPHONE",
            "TARGET_OS_IOS",
            "TARGET_OS_TV",
            "TARGET_OS_WATCH",
            "TARGET_OS_BRIDGE",
            "TARGET_OS_EMBEDDED",
            "TARGET_OS_SIMULATOR",
            "TARGET_IPHONE_SIMULATOR",
            "TARGET_RT_BIG_ENDIAN",
        ] {
            defines.define(name, "0");
        }
        defines.define("__cplusplus", "202002");
        for name in [
            "__MAC_OS_X_VERSION_MIN_REQUIRED",
            "__MAC_OS_X_VERSION_MAX_ALLOWED",
            "MAC_OS_X_VERSION_MIN_REQUIRED",
            "MAC_OS_X_VERSION_MAX_ALLOWED",
            "__ENVIRONMENT_MAC_OS_X_VERSION_MIN_REQUIRED__",
        ] {
            defines.define(name, "120000");
        }
        // `__MAC_10_9` is 1090, `__MAC_10_15` is 101500, and `__MAC_13_0` is 130000.
        let versions = (0..=16).map(|minor| (10, minor));
        for (major, minor) in versions.chain((11..=26).map(|major| (major, 0))) {
            let value = if major == 10 && minor < 10 {
                1000 + minor * 10
            } else {
                major * 10_000 + minor * 100
            };
            for prefix in ["__MAC_", "MAC_OS_X_VERSION_", "MAC_OS_VERSION_"] {
                defines.define(&format!("{prefix}{major}_{minor}"), &value.to_string());
            }
        }
        for name in [
            "__IIG",
            "__OBJC__",
            "__i386__",
            "__ppc__",
            "__ppc64__",
            "__BIG_ENDIAN__",
            "__linux__",
            "__FreeBSD__",
            "__NetBSD__",
            "__OpenBSD__",
            "__ANDROID__",
            "_WIN32",
            "_WIN64",
            "_MSC_VER",
        ] {
            defines.undefine(name);
        }
        defines
    }

    /// The value of a macro.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }
}
