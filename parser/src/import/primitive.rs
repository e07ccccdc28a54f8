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
    ("Byte", "u8"),
    ("Float32", "f32"),
    ("Float64", "f64"),
    ("FourCharCode", "u32"),
    ("OSType", "u32"),
    ("UniChar", "u16"),
    ("char16_t", "u16"),
    ("char32_t", "u32"),
    ("wchar_t", "i32"),
    ("intptr_t", "i64"),
    ("ptrdiff_t", "i64"),
    ("natural_t", "u32"),
    ("integer_t", "i32"),
    ("ino_t", "u64"),
    ("ino64_t", "u64"),
    ("mode_t", "u16"),
    ("in_addr_t", "u32"),
    ("in_port_t", "u16"),
    ("sa_family_t", "u8"),
    ("socklen_t", "u32"),
    ("vm_offset_t", "u64"),
    ("vm_prot_t", "i32"),
    ("mach_vm_offset_t", "u64"),
    ("IODirection", "u32"),
    ("IOFixed", "i32"),
    ("IOPhysicalLength", "u64"),
    ("IOVirtualAddress", "u64"),
    ("IOHIDElementCookie", "u32"),
    ("IOHIDReportType", "u32"),
];

/// The sizes and alignments of types of the system that are no primitives (xnu osfmk/device/device_types.h,
/// iokit/IOKit/IOTypes.h, bsd/sys/_types, bsd/sys/socket.h, bsd/netinet/in.h and in6.h).
const SYSTEM: &[(&str, u64, u64)] = &[
    ("io_struct_inband_t", 4096, 1),
    ("io_scalar_inband64_t", 128, 8),
    ("io_async_ref64_t", 64, 8),
    ("io_name_t", 128, 1),
    ("io_string_t", 512, 1),
    ("OSAsyncReference64", 64, 8),
    ("IOPhysicalRange", 16, 8),
    ("IOVirtualRange", 16, 8),
    ("IOAddressRange", 16, 8),
    ("__int128_t", 16, 16),
    ("__uint128_t", 16, 16),
    ("uuid_t", 16, 1),
    ("audit_token_t", 32, 4),
    ("fsid_t", 8, 4),
    ("timespec", 16, 8),
    ("timeval", 16, 8),
    ("in_addr", 4, 4),
    ("in6_addr", 16, 4),
    ("sockaddr", 16, 1),
    ("sockaddr_in", 16, 4),
    ("sockaddr_in6", 28, 4),
    ("sockaddr_storage", 128, 8),
];

/// The size and the alignment of a type of the system.
pub(super) fn system(name: &str) -> Option<(u64, u64)> {
    let known = SYSTEM.iter().find(|of| of.0 == name);
    known.map(|of| (of.1, of.2))
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
