//! Words that are taken, sorted so that they can be searched.

/// Keywords and alternative tokens of C11 and C++20, and macros of their headers.
/// (ISO/IEC 9899:2011 6.4.1, ISO/IEC 14882:2020 5.11)
pub(super) static CPP: &[&str] = &[
    "EOF", "INT32_MAX", "INT64_MAX", "NULL", "UINT32_MAX", "UINT64_MAX", "alignas", "alignof", "and", "and_eq", "asm", "assert", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return", "co_yield", "compl", "concept", "const", "const_cast", "consteval", "constexpr", "constinit", "continue", "decltype", "default", "delete", "do", "double", "dynamic_cast", "else", "enum", "errno", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "int16_t", "int32_t", "int64_t", "int8_t", "intptr_t", "linux", "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr", "offsetof", "operator", "or", "or_eq", "private", "protected", "ptrdiff_t", "public", "register", "reinterpret_cast", "requires", "restrict", "return", "short", "signed", "size_t", "sizeof", "static", "static_assert", "static_cast", "struct", "switch", "template", "this", "thread_local", "throw", "true", "try", "typedef", "typeid", "typename", "typeof", "uint16_t", "uint32_t", "uint64_t", "uint8_t", "uintptr_t", "union", "unix", "unsigned", "using", "virtual", "void", "volatile", "wchar_t", "while", "xor", "xor_eq",
];

/// Keywords of Rust, all editions, strict and reserved. (The Rust Reference, Keywords)
pub(super) static RUST: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Types and values that a Rust client takes from the prelude.
pub(super) static RUST_TYPES: &[&str] = &[
    "Box", "Clone", "Copy", "Default", "Drop", "Eq", "Err", "From", "Into", "Iterator", "None", "Ok", "Option", "PartialEq", "Result", "Self", "Send", "Sized", "Some", "String", "Sync", "Vec",
];

/// Methods of every generated client, besides the user's.
pub(super) static RUST_METHODS: &[&str] = &[
    "connection", "new", "open", "open_as",
];

/// Macros of DriverKit's headers, which replace a name wherever it stands.
pub(super) static DRIVERKIT_MACROS: &[&str] = &[
    "EXTENDS", "IIG_CONCRETE", "IIG_KERNEL", "IIG_SERIALIZABLE", "IMPL", "INVOKEREPLY", "KERNEL", "LOCAL", "LOCALHOST", "LOCALONLY", "NATIVE", "PORTCOPYSEND", "PORTMAKESEND", "QUEUENAME", "REMOTE", "REPLY", "SUPERDISPATCH", "TARGET", "TYPE",
];

/// Types that DriverKit's headers declare and a user client's headers reach.
pub(super) static DRIVERKIT_TYPES: &[&str] = &[
    "IOAddressSegment", "IOBufferMemoryDescriptor", "IODispatchQueue", "IODispatchSource", "IOMemoryDescriptor", "IOMemoryMap", "IOOptionBits", "IORPC", "IOReturn", "IOService", "IOUserClient", "IOUserClientMethodArguments", "IOUserClientMethodDispatch", "IOUserClientMethodFunction", "IOUserServer", "OSAction", "OSArray", "OSBoolean", "OSClassDescription", "OSContainer", "OSData", "OSDictionary", "OSInterface", "OSMetaClass", "OSMetaClassBase", "OSNumber", "OSObject", "OSSet", "OSString", "kern_return_t",
];

/// Members of OSObject, IOService and IOUserClient in DriverKit, and of a generated class: a
/// handler of that name would override or hide one. (iokit/DriverKit/*.iig)
pub(super) static DRIVERKIT_MEMBERS: &[&str] = &[
    "AdjustBusy", "AsyncCompletion", "Cancel", "ChangePowerState", "ClientCrashed", "ConfigureReport", "CopyClientEntitlements", "CopyClientMemoryForType", "CopyDispatchQueue", "CopyName", "CopyProperties", "CopyProperty", "CopyProviderProperties", "CopySystemStateNotificationService", "CoreAnalyticsSendEvent", "Create", "CreateActionKernelCompletion", "CreateDefaultDispatchQueue", "CreateKernelClassMatchingDictionary", "CreateMemoryDescriptorFromClient", "CreateNameMatchingDictionary", "CreatePMAssertion", "CreatePropertyMatchingDictionary", "CreateUserClassMatchingDictionary", "Dispatch", "ExternalMethod", "GetBusyState", "GetClass", "GetProvider", "GetRegistryEntryID", "GetState", "Invoke", "IsRemote", "JoinPMTree", "NewUserClient", "QueueForObject", "RegisterService", "ReleasePMAssertion", "RequireMaxBusStall", "SearchProperty", "SendIOMessageServicePropertyChange", "SetDispatchQueue", "SetLegend", "SetName", "SetPowerOverride", "SetPowerState", "SetProperties", "Start", "State", "StateNotificationItemCopy", "StateNotificationItemCreate", "StateNotificationItemSet", "Stop", "StringFromReturn", "Terminate", "UpdateReport", "UserSetProperties",
];

/// Whether a sorted list has a word.
pub(super) fn contains(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        let lists = [
            CPP, RUST, RUST_TYPES, RUST_METHODS, DRIVERKIT_MACROS, DRIVERKIT_TYPES,
            DRIVERKIT_MEMBERS,
        ];
        for list in lists {
            for pair in list.windows(2) {
                assert!(pair[0] < pair[1], "{} before {}", pair[0], pair[1]);
            }
        }
    }
}
