//! The kinds of entries, each with a name that stays.

/// A kind of entry; docs/migrate.md has a section for each.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name: `completion`.
    pub name: &'static str,
    /// What it is about.
    pub about: &'static str,
}

macro_rules! rules {
    ($($constant:ident = $name:literal, $about:literal;)*) => {
        $(#[doc = $about] pub(super) static $constant: Rule = Rule { name: $name, about: $about };)*

        /// All kinds, in the order in which they are told of one place.
        pub static ALL: &[&Rule] = &[$(&$constant),*];
    };
}

rules! {
    TARGETS = "targets", "The spec says for which targets drivers are made.";
    CLASS = "class", "The user client's class is declared in another way, and lives and dies by other functions.";
    LOCKING = "locking", "Which handlers run at the same time, and what guards them.";
    CALLS = "calls", "Calls of IOKitLib beside methods and memory, and codes that only one kind of driver answers.";
    PROVIDER = "provider", "The driver's class, and how it makes its user clients.";
    BUNDLE = "bundle", "The driver's bundle and its Info.plist.";
    OPENER = "opener", "Which apps the system lets open the driver.";
    ACCESS = "access", "What a client must have to open the user client.";
    OPEN_TYPE = "open-type", "The type of IOServiceOpen.";
    HANDSHAKE = "handshake", "How a client learns the driver's version.";
    METHOD = "method", "A method whose row and handler stay as they are.";
    COMPLETION = "completion", "What is answered later than the call returns, and how the row says so.";
    UNCHECKED = "unchecked", "A handler that gets the arguments as they came.";
    ENTITLEMENT = "entitlement", "What a client must be entitled to, to call a method.";
    ON_PROVIDER = "on-provider", "A handler that is a member of the provider.";
    USER_POINTER = "user-pointer", "A number that may be an address in the client.";
    OUTPUT_LENGTH = "output-length", "How long a structure out of more than 4,096 bytes is.";
    DESCRIPTOR = "descriptor", "A structure that the handler gets as a descriptor.";
    FLOATS = "floats", "Numbers with a fraction.";
    MEMORY = "memory", "Memory that a client maps, made by generated code.";
    MEMORY_HANDLER = "memory-handler", "Memory that a client maps, made by the driver's own code.";
    QUEUE = "queue", "A shared data queue.";
    CALLBACK = "callback", "What DriverKit calls through an OSAction.";
    KERNEL_HEADER = "kernel-header", "A header of the kernel's in the driver's own C++.";
    KERNEL_NAME = "kernel-name", "A name of the kernel's in the driver's own C++.";
}

/// The place of a rule among all; what is no rule is a mistake's number, and comes behind them.
pub(super) fn order(name: &str) -> usize {
    let rule = ALL.iter().position(|of| of.name == name);
    rule.unwrap_or(ALL.len())
}
