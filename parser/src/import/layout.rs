//! The structs of dispatch tables, field by field.
//!
//! DriverKit's IOUserClient.iig; xnu iokit/IOKit/IOUserClient.h.

use crate::spec::Target;

/// What a field of a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// What is called.
    Function,
    /// Whether a call has to have a completion.
    Completion,
    /// How many scalars go in.
    ScalarsIn,
    /// The size of the structure that goes in.
    StructIn,
    /// How many scalars come out.
    ScalarsOut,
    /// The size of the structure that comes out.
    StructOut,
    /// Whether a call may have a completion.
    AllowAsync,
    /// What a client has to be entitled to.
    Entitlement,
}

/// How many columns there are.
pub(super) const COLUMNS: usize = 8;

const DEXT: &[(Column, &str)] = &[
    (Column::Function, "function"),
    (Column::Completion, "checkCompletionExists"),
    (Column::ScalarsIn, "checkScalarInputCount"),
    (Column::StructIn, "checkStructureInputSize"),
    (Column::ScalarsOut, "checkScalarOutputCount"),
    (Column::StructOut, "checkStructureOutputSize"),
];

const KEXT: &[(Column, &str)] = &[
    (Column::Function, "function"),
    (Column::ScalarsIn, "checkScalarInputCount"),
    (Column::StructIn, "checkStructureInputSize"),
    (Column::ScalarsOut, "checkScalarOutputCount"),
    (Column::StructOut, "checkStructureOutputSize"),
    (Column::AllowAsync, "allowAsync"),
    (Column::Entitlement, "checkEntitlement"),
];

/// The target whose tables have this struct.
pub(super) fn target(name: &str) -> Option<Target> {
    Target::ALL
        .into_iter()
        .find(|target| struct_name(*target) == name)
}

/// The struct of a target's tables.
pub(super) fn struct_name(target: Target) -> &'static str {
    match target {
        Target::Dext => "IOUserClientMethodDispatch",
        Target::Kext => "IOExternalMethodDispatch",
        Target::Kext2022 => "IOExternalMethodDispatch2022",
    }
}

/// The fields of that struct, in order.
pub(super) fn fields(target: Target) -> &'static [(Column, &'static str)] {
    match target {
        Target::Dext => DEXT,
        Target::Kext => &KEXT[..5],
        Target::Kext2022 => KEXT,
    }
}

/// How many values a row in order has at least: of the last two of 2022, zeros say nothing else.
pub(super) fn least(target: Target) -> usize {
    match target {
        Target::Dext => 6,
        Target::Kext | Target::Kext2022 => 5,
    }
}

/// The name of a column's field.
pub(super) fn field_name(target: Target, column: Column) -> &'static str {
    let field = fields(target).iter().find(|field| field.0 == column);
    field.map_or("", |field| field.1)
}
