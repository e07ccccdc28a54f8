//! A row of the dispatch table, in C++.

use iigen_parser::row::{Check, Row};

use crate::cpp::Cpp;

/// The row of the function `call`.
pub(crate) fn row(row: &Row<'_>, call: &str, cpp: Cpp<'_>) -> String {
    format!("{{ {call}, {} }}", checks(row, cpp))
}

/// What is checked.
pub(crate) fn checks(row: &Row<'_>, cpp: Cpp<'_>) -> String {
    let checks: Vec<_> = row.0.iter().map(|of| check(of, cpp)).collect();
    checks.join(", ")
}

fn check(check: &Check<'_>, cpp: Cpp<'_>) -> String {
    match check {
        Check::Any => "kAny".to_owned(),
        Check::Variable => "kIOUserClientVariableStructureSize".to_owned(),
        Check::Flag(flag) => flag.to_string(),
        Check::Count(count) => count.to_string(),
        Check::Size(ty, _) => cpp.sizeof(ty),
    }
}
