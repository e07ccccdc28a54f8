//! Every kind of mistake, with a number that is never used again for another kind.
//!
//! 0xx: the file; 1xx: YAML; 2xx: the spec's keys and values, from 220 modules of Rust; 3xx: types and layout; 4xx: methods;
//! 5xx: names; 6xx: memory, from 640 callbacks, from 660 access
//! and versions, from 680 targets; 7xx: Rust modules; 8xx: `.iig` files, from 840 dispatch tables in C++.

/// A kind of mistake.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The number; printed as `IIG0123`.
    pub number: u16,
    /// The rule that was broken, as a sentence.
    pub rule: &'static str,
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "IIG{:04}", self.number)
    }
}

macro_rules! codes {
    ($($name:ident = $number:literal, $rule:literal;)*) => {
        // A rule may name an attribute of Rust, which is no link.
        $(#[allow(rustdoc::broken_intra_doc_links)] #[doc = $rule] pub static $name: Code = Code { number: $number, rule: $rule };)*

        /// All kinds, by number.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    UNREADABLE = 1, "A file that is named must be there and be readable.";
    NOT_UTF8 = 2, "Sources are UTF-8 text.";
    TOO_LARGE = 3, "A source is at most 16 MiB.";
    EMPTY = 4, "A spec has at least a class and a provider.";
    SOURCE_KIND = 5, "A spec is a .yaml, .yml or .rs file.";
    OUTPUT = 6, "The outputs must be writable.";
    STALE = 7, "Generated files are what iigen makes of the spec today.";
    NO_TARGET = 8, "A driver is made for a target that the spec has.";

    YAML_SYNTAX = 101, "A spec in YAML must be well-formed YAML 1.2.";
    YAML_DEPTH = 102, "A spec nests at most 32 levels deep.";
    YAML_FEATURE = 103, "A spec is one document without anchors, aliases, tags and compound keys.";
    DUPLICATE_KEY = 104, "A key stands at most once in a map.";

    UNKNOWN_KEY = 201, "Keys that the language doesn't know are refused, so that no typing error passes in silence.";
    MISSING_KEY = 202, "What has no default must be given.";
    WRONG_KIND = 203, "Each key takes one kind of value.";
    BAD_NUMBER = 204, "Numbers are decimal, 0x, 0o or 0b; sizes may end in KiB, MiB or GiB; a leading zero is refused.";
    BAD_WORD = 205, "A choice takes one of its words.";
    BAD_TYPE = 206, "A type is a primitive, a name, or [type; length].";
    LANGUAGE_VERSION = 207, "A spec begins with the version of the language: iigen: 1.";
    NOT_YET = 208, "Parts of the language that this version of iigen can't generate are refused, never ignored.";
    BAD_COMBINATION = 209, "Keys that mean different things don't stand together.";
    RUST_CFG = 220, "A spec is the same in each build: none of its items is conditional.";
    RUST_ENUM = 221, "An enum in Rust is #[repr(u32)], or another integer, and its variants are names with numbers.";
    RUST_FLAGS = 222, "Flags in Rust are masks of one bit each: 1 << 3.";
    RUST_UNION = 223, "A union in Rust is an enum under #[tag(Kind)] and #[repr(C)], each variant of which holds one type.";
    RUST_MEMORY = 224, "A method under #[memory] is called map_ and the memory's name, takes the index of a family, and returns a Mapping or the client's end of a ring or queue.";
    RUST_CALLBACK = 225, "A method under #[callback] returns nothing, and has one parameter, its context, or none.";

    RUST_OPTION = 240, "An Option is a scalar that a call may not have, or a completion that it need not ask for.";
    RUST_DEFAULT = 241, "A default is a number, true or false, or a value of its type: #[default(Out)].";
    RUST_COUNT = 242, "A count is that of a slice of scalars: #[count(1..=3)] values: &[u64].";
    RUST_TEXT = 243, "A text goes in as &str, and comes out as String.";
    RUST_COMPLETION = 244, "A completion is the last that a method returns, and says a record or scalars.";
    RUST_RESULT = 245, "A result is a scalar or the structure: by its type, or as #[out] says.";
    RUST_STRUCTURE = 246, "zero_copy is for bytes, sizes for bytes or a record, and both for the whole of a structure.";

    CONVERT_EXISTS = 260, "What is converted is written to a new file: no file is written over.";
    CONVERT_MEANING = 261, "A converted spec means what it meant, or nothing is written.";
    DIFF_INTERFACE = 262, "Two sides that meet have the same provider, open type, entitlement and handshake.";
    DIFF_METHOD = 263, "Two sides that meet have the same methods, by their selectors.";
    DIFF_SCALAR = 264, "Two sides that meet have the same scalars, by their places.";
    DIFF_STRUCTURE = 265, "Two sides that meet have structures of the same shapes and lengths.";
    DIFF_COMPLETION = 266, "Two sides that meet have the same completions.";
    DIFF_TYPE = 267, "Two sides that meet have types of the same layouts and values.";
    DIFF_MEMORY = 268, "Two sides that meet have the same memory, by its types.";
    DIFF_CONSTANT = 269, "Code for two specs finds the same constants in both.";
    DIFF_CALLBACK = 270, "Drivers for two specs have the same callbacks.";
    DIFF_TEXT = 271, "Two specs that say the same have the same documentation, reserved selectors and promises.";
    RUST_SPEC_FILE = 280, "The spec of a module is the module itself, or a .yaml file that spec names, relative to the folder of Cargo.toml.";
    RUST_SPEC_KEYS = 281, "Beside spec stands nothing: the file says all of the interface.";
    RUST_SPEC_ITEMS = 282, "A module whose spec is a file holds nothing of a spec, only items of the app's own.";
    MIGRATE_TARGET = 290, "A driver migrates from a target that the spec has to another one.";
    MIGRATE_CODE = 291, "The C++ that is looked through is that of a kext that becomes a dext.";

    UNKNOWN_TYPE = 301, "A type is a primitive, or one that the spec declares.";
    RECURSIVE_TYPE = 302, "A record has a fixed size, so it can't contain itself.";
    PADDING = 303, "A record has no hidden padding: its bytes go between processes, and padding leaks memory and differs between compilers.";
    EMPTY_TYPE = 304, "A type has at least one field, value or bit.";
    BAD_REPR = 305, "Enums and flags are carried by an integer, flags by an unsigned one.";
    VALUE_RANGE = 306, "A number must fit its type.";
    DUPLICATE_VALUE = 307, "Each value of an enum and each bit of flags stands for one thing.";
    EMPTY_RANGE = 308, "A range has a smallest value that is not above the largest.";
    RANGE_TYPE = 309, "Only integers have ranges.";
    ARRAY_LENGTH = 310, "An array has a positive length, and no type is larger than 16 MiB.";
    UNKNOWN_CONSTANT = 311, "A length is a number or a constant of the spec.";
    UNION_TAG = 320, "The tag of a union is an enum of the spec.";
    UNION_VARIANT = 321, "A variant of a union has the name of a value of its tag.";

    SELECTOR_RANGE = 401, "A selector is an unsigned 32-bit number.";
    DUPLICATE_SELECTOR = 402, "A selector belongs to one method.";
    RESERVED_SELECTOR = 403, "A reserved selector belongs to no method.";
    TOO_MANY_SCALARS = 404, "A call carries at most 16 scalars each way (io_scalar_inband64_t).";
    SCALAR_TYPE = 405, "A scalar is a number, a bool, an enum, flags, a record of at most 8 bytes, or an array of numbers.";
    NO_MAXIMUM = 406, "A variable structure has a maximum, so that no client can make a driver allocate without bound.";
    EMPTY_RANGE_COUNT = 407, "A variable structure has a smallest count that is not above the largest, and room for one element.";
    STRUCTURE_SIZE = 408, "A structure is smaller than 4 GiB: its size is a 32-bit number in the dispatch table.";
    UNCHECKED_ARGUMENTS = 409, "A method without checks has no typed arguments.";
    NO_METHODS = 410, "A user client has at least one method or one memory type.";
    RESERVED_RANGE = 411, "A reserved range of selectors runs from its first to its last number, and ranges don't overlap.";
    TAIL_ALIGNMENT = 412, "The elements behind a header lie at multiples of their alignment.";
    ONE_OF = 420, "one_of lists at least one number, each once, and none that min or max refuses.";
    SCALAR_ORDER = 421, "Scalars that a call may not have come last, and nothing else varies beside a count.";
    SCALAR_PRESENCE = 422, "A scalar in has a default, is optional, has a count, or is in each call; a scalar out is in each answer.";
    SCALAR_COUNT = 423, "A count of scalars runs from its least to its largest number, at most 16, and each is one number.";
    DEFAULT = 424, "A default is a value that the scalar accepts.";
    SPREAD = 425, "What is spread is a record, and its fields are numbers or arrays of numbers.";
    AT_LEAST = 426, "More room than is needed can be offered for scalars out, and for a structure out of a fixed size.";
    HANDLER = 427, "The methods of one handler have the same arguments, but for the types of fixed structures.";
    FROZEN = 428, "A frozen method stays what it was on the wire, which its digest tells.";
    VERSIONS = 450, "The sizes of a structure rise; those of a record end between two fields, and the largest is its own.";
    VERSION_ZERO = 451, "What a smaller size of a record lacks is zero for the driver, so zero is a value of it.";
    STRUCTURE_ACCESS = 452, "A structure goes one way: a driver reads an input and writes an output; what both write is a memory type.";
    EVENT_TYPE = 470, "An event is a record, or numbers by their names.";
    EVENT_SIZE = 471, "An event has at most 16 words of 64 bits (kIOUserClientAsyncArgumentsCountMax).";
    EVENT_FILLS = 472, "What a completion fills is always a descriptor: a structure of at most 4,096 bytes is returned with the call, and nothing of it can arrive later.";
    EVENT_OUTPUT = 473, "A method with a completion returns at most 4,096 bytes of variable length: a longer structure goes to a descriptor, and nothing tells how much of that is filled.";

    BAD_NAME = 501, "A name is a letter followed by letters, digits and single underscores, and has at most 50 of them.";
    RESERVED_NAME = 502, "A name must be free in C++, Rust, DriverKit and IOKit.";
    NAME_CLASH = 503, "Two names must differ in every language, after case conversion too.";

    DUPLICATE_MEMORY = 601, "A memory type belongs to one piece of memory.";
    MEMORY_SIZE = 602, "A buffer has a size, and memory has at least one byte and at most 1 GiB.";
    MEMORY_LAYOUT = 603, "The layout of memory must fit into it.";
    MEMORY_TYPE = 604, "A memory type is an unsigned 32-bit number.";
    MEMORY_INDEX = 610, "The indices of a family of memory types run from the first to the last, and there are at most 4,096.";
    MEMORY_INDEX_BITS = 611, "No bit of a family's index is one of its base's, because its memory types are base | index.";
    MEMORY_OVERLAP = 612, "A memory type belongs to one piece of memory or to one family.";
    MEMORY_BAR = 613, "Memory of a PCI BAR, and no other, has the number of a BAR, 0 to 5: as its bar, or as the index of its family.";
    MEMORY_TYPE_SIZE = 614, "A memory type says which memory, not how much of it.";
    MEMORY_ELEMENTS = 615, "An open array fills its memory with whole elements.";
    RING_CAPACITY = 616, "The capacity of a ring is a power of two.";
    RING_MEMORY = 617, "A ring lies in a buffer that the generated code makes, and both sides write to it.";
    RING_ELEMENT = 618, "A ring carries numbers, enums, flags or records.";
    QUEUE_TARGET = 620, "A queue is a kext's: a dext can't make one.";
    QUEUE_CAPACITY = 621, "A queue has room for an entry, and an entry of bytes for one.";
    QUEUE_ELEMENT = 622, "A queue carries numbers, enums, flags, records, or bytes.";
    QUEUE_TYPE = 623, "A queue has one memory type, by which its notification port is set.";
    CALLBACK_TYPE = 640, "A callback answers a message that is sent through an OSAction: one of Apple's, or one whose header and parameters the spec has.";
    CALLBACK_TARGET = 641, "A callback is received by a subclass of IOService: the target of an OSAction must exist in the kernel too.";
    CALLBACK_PARAMETERS = 642, "A message that isn't known has a header and parameters, the action first; a known one needs neither.";
    CALLBACK_CONTEXT = 643, "What lies in an action's reference is a record of the spec.";
    CALLBACK_NAME = 644, "The class of a callback's actions has a name of at most 95 letters.";

    ENTITLEMENT = 660, "An entitlement is at most 255 letters, digits, dots, hyphens, underscores and colons.";
    OPEN_TYPE = 661, "An open type, the type of IOServiceOpen, is an unsigned 32-bit number.";
    HANDSHAKE_VERSION = 662, "A handshake tells the version of the interface, so that there is one.";
    SINCE = 663, "since is a version from 1 to that of the interface, which clients learn by a handshake.";

    TARGETS = 680, "A spec has at least one target, and each once.";
    KEXT_CALLBACKS = 681, "Callbacks are DriverKit's: a spec for kexts alone has none.";
    KEXT_BACKING = 682, "Memory of USBDriverKit and PCIDriverKit is a dext's: what a kext is made for, too, has a handler.";

    RUST_SYNTAX = 701, "A spec in Rust follows the grammar of Rust.";
    RUST_ITEM = 702, "The module of a user client holds constants, structs with named fields, enums, one trait, and what is the app's own.";
    RUST_ATTRIBUTE = 703, "Attributes and keys that the language doesn't know are refused, and each stands where it has a meaning.";
    RUST_SIGNATURE = 704, "A method takes &self, scalars by value, the structure that goes in (a reference, a slice or text, or both) and at most one &mut slice; it returns scalars, at most one structure, and a completion.";
    RUST_REPR = 705, "A struct is #[repr(C)] or #[repr(C, packed)].";
    RUST_BRACKETS = 706, "Brackets, comments and strings are closed, and brackets nest at most 128 deep.";
    RUST_VISIBILITY = 707, "What a spec declares is public, because both sides see it.";
    RUST_GENERICS = 708, "Nothing in a spec is generic: its sizes are known, and what it borrows, it borrows for one call.";
    RUST_TYPE = 709, "A type is a primitive, a struct of the module, or an array of these; a parameter may be a slice.";
    RUST_NUMBER = 710, "A number is an integer, a constant of the module, or arithmetic on them: + - * / % << >> & | ^.";
    RUST_MODULE = 711, "A spec in Rust is one module with its items, under the attribute user_client.";

    IIG_SYNTAX = 801, "An .iig file must follow the grammar.";
    IIG_DIRECTIVE = 802, "Comments, literals and conditions are closed, and conditions can be decided.";
    IIG_BRACKETS = 803, "Brackets come in pairs and nest at most 64 deep.";
    IIG_KEYWORD = 804, "A class begins with the keyword class.";
    IIG_SEMICOLON = 805, "A class and a method end with a semicolon.";
    IIG_MEMBER = 806, "A class has methods, nested enums and typedefs, and nothing else.";
    IIG_TEMPLATE = 807, "Classes and methods are no templates.";
    IIG_INHERITANCE = 808, "A class derives publicly from exactly one class.";
    IIG_ATTRIBUTE = 809, "An attribute is one of iig's and stands where it has a meaning.";
    IIG_SUPERCLASS = 810, "Every class derives from OSObject through classes that are known.";
    IIG_DUPLICATE = 811, "A class and a message are declared once.";
    IIG_OVERRIDE = 812, "An override names an inherited method and has the same signature.";
    IIG_PARAMETER = 813, "A message carries scalars, records, bounded arrays and strings, objects and ports.";
    IIG_ARRAY = 814, "An array in a message has one dimension and a bound.";
    IIG_RESULT = 815, "A message returns kern_return_t, IOReturn or void.";
    IIG_CALLBACK = 816, "A TYPE(...) method has the parameters of a message with a TARGET, in a class that can be a target.";
    IIG_NAME = 817, "The name of a class fits into its description.";
    IIG_TYPE = 818, "What a pointer in a message points to is declared.";
    IIG_NOT_YET = 830, "Parts of the .iig language that this version of iigen can't generate are refused, never ignored.";

    IMPORT_SYNTAX = 840, "Comments, literals, conditions and brackets of a C++ source are closed, its values have commas between them, and brackets nest at most 64 deep.";
    IMPORT_NO_TABLE = 841, "A source to import has a table of IOUserClientMethodDispatch, IOExternalMethodDispatch or IOExternalMethodDispatch2022, with its rows.";
    IMPORT_TABLES = 842, "A spec is made of one dispatch table.";
    IMPORT_CONDITION = 843, "An interface is the same in every build: neither the rows of its table nor its structures depend on how it is compiled.";
    IMPORT_MISSING = 844, "A row has all of its values, or names the fields that it has: C++ puts zeros at the end.";
    IMPORT_TOO_MANY = 845, "A row has no more values than its struct has fields.";
    IMPORT_FIELD = 846, "What a row names is a field of its struct, and is said once.";
    IMPORT_SHIFTED = 847, "Each value stands in its own field: a function, counts of scalars, sizes of structures.";
    IMPORT_STYLE = 848, "A row has its values in order or names all of them; a table counts its rows or gives each its index.";
    IMPORT_DUPLICATE = 849, "An index of a table has one row.";
    IMPORT_COUNT = 850, "An array has as many elements as it has rows.";
    IMPORT_ENUM = 851, "A row stands at the place that its selector's name has in its enum.";
    IMPORT_HOLE = 852, "Each selector of a table has a function; one without is reserved.";
    IMPORT_NULL_CHECKS = 853, "A row that checks something has a function behind that.";
    IMPORT_UNCHECKED = 854, "A row checks what its function reads and writes.";
    IMPORT_VALUE = 855, "What a row says can be known from the sources.";
    IMPORT_POINTER_SIZE = 856, "A structure has the size of what goes over the wire, not that of a pointer to it.";
    IMPORT_BOUND = 857, "A selector is below the number of rows before it is an index.";
    IMPORT_ROWS = 858, "Rows are written out, each between braces, in an array of one dimension with at most 16,384 of them.";
    IMPORT_HANDLER = 859, "The methods of one function have the same arguments, but for the types of fixed structures.";
    IMPORT_SCALARS = 860, "A call has at most 16 scalars each way.";
    IMPORT_RANGE = 861, "What a row counts is an unsigned number of 32 bits.";
    IMPORT_TYPE = 862, "A spec has the fields of each structure whose size a row checks.";
    IMPORT_MEANING = 863, "An imported spec has the rows of its table, or nothing is written.";
    IMPORT_EXISTS = 864, "An imported spec is written to a new file: no file is written over.";
    IMPORT_SELECTOR = 865, "A row that is used under a case has the selector of that.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_rise() {
        assert!(ALL.windows(2).all(|pair| pair[0].number < pair[1].number));
    }
}
