//! Checks of ranges, in methods and in records.

use iigen_parser::interface::Range;

use crate::rust_layout::{self, grouped};

/// A check of one value.
pub(super) struct RangeCheck {
    /// A constant that it uses: a list of values that is long.
    pub(super) before: Option<String>,
    /// The function.
    pub(super) name: &'static str,
    /// What it gets behind the name of the field.
    pub(super) arguments: Vec<String>,
}

/// A list that doesn't stand on a line with its check gets a name.
const WIDE: usize = 40;

/// The checks that `place` is in the range; `constant` is a name for a long list of values.
pub(super) fn checks(range: &Range, place: &str, constant: &str, indent: usize) -> Vec<RangeCheck> {
    let bounds = [("min", range.min), ("max", range.max)];
    let mut checks: Vec<_> = bounds
        .into_iter()
        .filter_map(|(name, bound)| {
            Some(RangeCheck {
                before: None,
                name,
                arguments: vec![place.to_owned(), grouped(bound?)],
            })
        })
        .collect();
    if !range.one_of.is_empty() {
        let choices: Vec<_> = range.one_of.iter().map(|value| grouped(*value)).collect();
        let list = format!("&[{}]", choices.join(", "));
        let is_wide = list.len() > WIDE;
        let head = format!("const {constant}: &[i128] = &");
        checks.push(RangeCheck {
            before: is_wide.then(|| rust_layout::short_array(indent, &head, &choices)),
            name: "one_of",
            arguments: vec![
                place.to_owned(),
                if is_wide { constant.to_owned() } else { list },
            ],
        });
    }
    checks
}
