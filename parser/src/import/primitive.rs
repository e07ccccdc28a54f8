//! The primitive types of C++ on Apple's 64-bit systems, which are LP64.

/// A primitive type of a spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Primitive {
    name: &'static str,
    size: u64,
}

/// Names of one word, and what they are in a spec: C's, and those of MacTypes.h and of Mach.
const WORDS: &[(&str, &str)] = &[
    ("bool", "bool"),
    ("Boolean", "u8"),
    ("boolean_t", "u32"),
    ("char", "u8"),
    ("uint8_t", "u8"),
    ("UInt8", "u8"),
    ("u_int8_t", "u8"),
    ("uint16_t", "u16"),
    ("UInt16", "u16"),
    ("u_int16_t", "u16"),
    ("uint32_t", "u32"),
    ("UInt32", "u32"),
    ("u_int32_t", "u32"),
    ("uint", "u32"),
    ("uint64_t", "u64"),
    ("UInt64", "u64"),
    ("u_int64_t", "u64"),
    ("size_t", "u64"),
    ("uintptr_t", "u64"),
    ("int8_t", "i8"),
    ("SInt8", "i8"),
    ("int16_t", "i16"),
    ("SInt16", "i16"),
    ("short", "i16"),
    ("int32_t", "i32"),
    ("SInt32", "i32"),
    ("int", "i32"),
    ("int64_t", "i64"),
    ("SInt64", "i64"),
    ("long", "i64"),
    ("ssize_t", "i64"),
    ("off_t", "i64"),
    ("time_t", "i64"),
    ("float", "f32"),
    ("double", "f64"),
    ("unsigned", "u32"),
    ("signed", "i32"),
    ("pid_t", "i32"),
    ("uid_t", "u32"),
    ("gid_t", "u32"),
    ("dev_t", "i32"),
    ("IOReturn", "i32"),
    ("kern_return_t", "i32"),
    ("IOOptionBits", "u32"),
    ("IOItemCount", "u32"),
    ("IOByteCount", "u64"),
    ("IOPhysicalAddress", "u64"),
    ("mach_port_t", "u32"),
    ("mach_vm_address_t", "u64"),
    ("mach_vm_size_t", "u64"),
    ("vm_address_t", "u64"),
    ("vm_size_t", "u64"),
    ("user_addr_t", "u64"),
    ("user_size_t", "u64"),
    ("io_user_reference_t", "u64"),
    ("io_user_scalar_t", "u64"),
    ("AbsoluteTime", "u64"),
];

/// The sizes of types of the system that are no primitives (xnu osfmk/device/device_types.h).
const SYSTEM: &[(&str, u64)] = &[
    ("io_struct_inband_t", 4096),
    ("io_scalar_inband64_t", 128),
    ("io_async_ref64_t", 64),
    ("OSAsyncReference64", 64),
    ("uuid_t", 16),
];

/// The size of a type of the system.
pub(super) fn system_size(name: &str) -> Option<u64> {
    SYSTEM.iter().find(|of| of.0 == name).map(|of| of.1)
}

impl Primitive {
    /// The type of these words: `unsigned long long`.
    pub(super) fn of(words: &[&str]) -> Option<Self> {
        if let [.., "std", word] | [word] = words
            && let Some((_, name)) = WORDS.iter().find(|of| of.0 == *word)
        {
            return Some(Self::named(name));
        }
        let is_of = |known: &[&str]| words.iter().all(|word| known.contains(word));
        if words.is_empty() || !is_of(&["unsigned", "signed", "char", "short", "int", "long"]) {
            return None;
        }
        let unsigned = words.contains(&"unsigned");
        let name = match words {
            _ if words.contains(&"char") => ["i8", "u8"],
            _ if words.contains(&"short") => ["i16", "u16"],
            _ if words.contains(&"long") => ["i64", "u64"],
            _ => ["i32", "u32"],
        };
        Some(Self::named(name[usize::from(unsigned)]))
    }

    /// The type with this name in a spec.
    pub(super) fn with_name(name: &str) -> Option<Self> {
        let known = WORDS.iter().find(|of| of.1 == name);
        known.map(|of| Self::named(of.1))
    }

    fn named(name: &'static str) -> Self {
        let size = match name {
            "bool" | "u8" | "i8" => 1,
            "u16" | "i16" => 2,
            "u32" | "i32" | "f32" => 4,
            _ => 8,
        };
        Self { name, size }
    }

    /// Its name in a spec.
    pub(super) fn name(self) -> &'static str {
        self.name
    }

    /// Its size, which is its alignment, too.
    pub(super) fn size(self) -> u64 {
        self.size
    }

    /// How many bits it has, if it is an unsigned integer.
    pub(super) fn unsigned_bits(self) -> Option<u32> {
        let bits = u32::try_from(self.size * 8).ok()?;
        self.name.starts_with('u').then_some(bits)
    }
}
