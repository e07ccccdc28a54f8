//! What a spec makes of a table, compared with the table.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::interface::{Interface, Method};
use crate::row::{Check, Row};
use crate::spec::Target;

use super::layout::{Column, field_name};
use super::table::{Count, Size, TableRow};

/// Where the rows of an interface are not those of a table.
pub(super) fn compare(rows: &[TableRow], target: Target, interface: &Interface) -> Vec<Diagnostic> {
    let mut methods: HashMap<u32, &Method> = HashMap::new();
    for method in &interface.methods {
        methods.insert(method.selector, method);
    }
    let mut found = Vec::new();
    for row in rows {
        let method = methods.remove(&row.selector);
        let what = match (method, &row.function) {
            (None, None) => continue,
            (Some(method), Some(_)) => differs(row, target, method, interface),
            _ => Some("it is there in one of them only".to_owned()),
        };
        if let Some(what) = what {
            let message = format!(
                "the spec would not have the row of selector {}",
                row.selector
            );
            found.push(Diagnostic::new(&codes::IMPORT_MEANING, row.span, message).note(what));
        }
    }
    if let (Some(selector), Some(first)) = (methods.keys().min(), rows.first()) {
        let message = format!("the table has no selector {selector}");
        found.push(Diagnostic::new(&codes::IMPORT_MEANING, first.span, message));
    }
    found
}

/// What is different about a row.
fn differs(
    row: &TableRow,
    target: Target,
    method: &Method,
    interface: &Interface,
) -> Option<String> {
    let Row([completion, scalars_in, struct_in, scalars_out, struct_out]) =
        Row::of(method, interface);
    let says = |column| Some(field_name(target, column).to_owned());
    if target == Target::Dext && completion.number() != number(row.completion) {
        return says(Column::Completion);
    }
    for (column, check, expected) in [
        (Column::ScalarsIn, scalars_in, row.scalars_in),
        (Column::ScalarsOut, scalars_out, row.scalars_out),
    ] {
        if check.number() != number(expected) {
            return says(column);
        }
    }
    for (column, check, expected) in [
        (Column::StructIn, struct_in, &row.struct_in),
        (Column::StructOut, struct_out, &row.struct_out),
    ] {
        let same = match expected {
            Size::Any => check.number().is_none(),
            Size::Bytes(size) => check.number() == Some(*size),
            Size::Of(_, Some(size)) => check.number() == Some(*size),
            // A type that is to be filled in.
            Size::Of(_, None) => matches!(check, Check::Size(..)),
        };
        if !same {
            return says(column);
        }
    }
    if target == Target::Kext2022 && row.allow_async != method.completion.is_some() {
        return says(Column::AllowAsync);
    }
    let entitlement = row.entitlement.as_ref().map(|of| of.0.as_str());
    if entitlement != method.entitlement.as_deref() {
        return says(Column::Entitlement);
    }
    None
}

fn number(count: Count) -> Option<u64> {
    match count {
        Count::Any => None,
        Count::Exactly(number) => Some(number),
    }
}
