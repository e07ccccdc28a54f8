//! What the API of one target calls otherwise than that of another.

use iigen_parser::spec::Target;

/// The words of a target: DriverKit's (`DriverKit/IOUserClient.iig`) or IOKit's (`IOKit/IOUserClient.h`).
#[derive(Debug)]
pub(crate) struct Flavour {
    /// Whether the code runs in the kernel.
    pub(crate) kext: bool,
    /// Whether the kernel checks more by the rows of a class that opts in to it.
    pub(crate) is_2022: bool,
    /// The folder of the headers.
    pub(crate) framework: &'static str,
    /// The class that user clients derive from.
    pub(crate) superclass: &'static str,
    /// The structure of a call.
    pub(crate) arguments: &'static str,
    /// A row of the table.
    pub(crate) dispatch: &'static str,
    /// The type of a selector.
    pub(crate) selector: &'static str,
    /// In a row: not checked there.
    pub(crate) unchecked: &'static str,
    /// How much of a structure the client has room for.
    pub(crate) room: &'static str,
    /// The directions of memory that a handler reads, and of memory that it writes.
    pub(crate) read_by_handler: &'static str,
    pub(crate) written_by_handler: &'static str,
    /// What a mapping has that a client may only read.
    pub(crate) map_read_only: &'static str,
    /// What ends the declaration of a member that is no message.
    pub(crate) end_of_member: &'static str,
    /// No larger value lives on the stack.
    pub(crate) stack_max: u64,
}

const DEXT: Flavour = Flavour {
    kext: false,
    is_2022: false,
    framework: "DriverKit",
    superclass: "IOUserClient",
    arguments: "IOUserClientMethodArguments",
    dispatch: "IOUserClientMethodDispatch",
    selector: "uint64_t",
    unchecked: "kIOUserClientVariableStructureSize",
    room: "arguments->structureOutputMaximumSize",
    read_by_handler: "kIOMemoryDirectionOut",
    written_by_handler: "kIOMemoryDirectionIn",
    map_read_only: "kIOUserClientMemoryReadOnly",
    end_of_member: " LOCALONLY;",
    stack_max: 1024,
};

const KEXT: Flavour = Flavour {
    kext: true,
    is_2022: false,
    framework: "IOKit",
    superclass: "IOUserClient",
    arguments: "IOExternalMethodArguments",
    dispatch: "IOExternalMethodDispatch",
    selector: "uint32_t",
    unchecked: "kIOUCVariableStructureSize",
    room: "StructureOutputRoom(arguments)",
    read_by_handler: "kIODirectionOut",
    written_by_handler: "kIODirectionIn",
    map_read_only: "kIOMapReadOnly",
    end_of_member: ";",
    // A thread has 16 KiB in the kernel, of which the way to the user client needs its part.
    stack_max: 512,
};

const KEXT_2022: Flavour = Flavour {
    is_2022: true,
    superclass: "IOUserClient2022",
    dispatch: "IOExternalMethodDispatch2022",
    ..KEXT
};

/// The words of a target.
pub(crate) fn of(target: Target) -> &'static Flavour {
    match target {
        Target::Dext => &DEXT,
        Target::Kext => &KEXT,
        Target::Kext2022 => &KEXT_2022,
    }
}
