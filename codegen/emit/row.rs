//! A row of the dispatch table, in C++.

use iigen_parser::interface::Method;
use iigen_parser::row::{Check, Row};

use crate::cpp::Cpp;

/// What the table of the target has of a row: there is no completion in a kext's.
pub(crate) fn in_table<'r, 'i>(row: &'r Row<'i>, cpp: Cpp<'_>) -> &'r [Check<'i>] {
    let Row(checks) = row;
    if cpp.flavour.kext {
        &checks[1..]
    } else {
        checks
    }
}

/// The row of the function `call`.
pub(crate) fn row(row: &Row<'_>, call: &str, method: &Method, cpp: Cpp<'_>) -> String {
    let entitlement = method.entitlement.as_deref();
    in_braces(call, row, may_wait(method), entitlement, cpp)
}

/// The row of the function `call` that answers the handshake.
pub(crate) fn handshake(call: &str, cpp: Cpp<'_>) -> String {
    let row = [
        Check::Flag(false),
        Check::Count(0),
        Check::Count(0),
        Check::Count(0),
        Check::Variable,
    ];
    in_braces(call, &Row(row), false, None, cpp)
}

/// Whether a call may bring a port to be woken by. Nobody would give back that of another.
pub(crate) fn may_wait(method: &Method) -> bool {
    method.completion.is_some() || !method.checked
}

fn in_braces(
    call: &str,
    row: &Row<'_>,
    may_wait: bool,
    entitlement: Option<&str>,
    cpp: Cpp<'_>,
) -> String {
    let checks = checks(in_table(row, cpp), cpp);
    if !cpp.flavour.is_2022 {
        return format!("{{ {call}, {checks} }}");
    }
    let entitlement = entitlement.map_or("nullptr".to_owned(), |of| format!("\"{of}\""));
    format!("{{ {call}, {checks}, {may_wait}, {entitlement} }}")
}

/// What is checked.
pub(crate) fn checks(checks: &[Check<'_>], cpp: Cpp<'_>) -> String {
    let checks: Vec<_> = checks.iter().map(|of| check(of, cpp)).collect();
    checks.join(", ")
}

fn check(check: &Check<'_>, cpp: Cpp<'_>) -> String {
    match check {
        Check::Any => "kAny".to_owned(),
        Check::Variable => cpp.flavour.unchecked.to_owned(),
        Check::Flag(flag) => flag.to_string(),
        Check::Count(count) => count.to_string(),
        Check::Size(ty, _) => cpp.sizeof(ty),
    }
}
